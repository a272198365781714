import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, ForeignError } from '@app/common';
import type { Download, GitlabClient } from '@app/gitlab';
import type { AttachmentTransfer, CopiedFile, UploadRef } from '@app/sync-engine';

/** Carries a file by way of the disk: its hash must be known before it is decided whether it is uploaded at all. */
export class AttachmentCopier implements AttachmentTransfer {
  constructor(
    private readonly source: GitlabClient,
    private readonly target: GitlabClient,
    private readonly targetProjectId: number,
  ) {}

  async copy(
    ref: UploadRef,
    maxBytes: number,
    reuse: (sha256: string) => Promise<CopiedFile | null>,
    signal: AbortSignal,
  ): Promise<CopiedFile> {
    const folder = await mkdtemp(join(tmpdir(), 'maestro-attachment-'));
    const path = join(folder, 'content');
    try {
      const { sha256, sizeBytes, contentType } = await this.download(ref, path, maxBytes, signal);
      const same = await reuse(sha256);
      if (same) return same;
      const uploaded = await this.target.uploads.upload(
        this.targetProjectId,
        {
          filename: ref.filename,
          size: sizeBytes,
          content: () => createReadStream(path),
          ...(contentType !== null && { contentType }),
        },
        { signal },
      );
      return { url: uploaded.url, targetUploadId: uploaded.id ?? null, sha256, sizeBytes };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async download(
    ref: UploadRef,
    path: string,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<{ sha256: string; sizeBytes: number; contentType: string | null }> {
    try {
      const { stream, contentType } = await this.open(ref, maxBytes, signal);
      const meter = new Meter();
      await pipeline(stream, meter, createWriteStream(path), { signal });
      return { ...meter.result(), contentType };
    } catch (error) {
      throw attachmentError(error, ref, maxBytes);
    }
  }

  private open({ scope, secret, filename }: UploadRef, maxBytes: number, signal: AbortSignal): Promise<Download> {
    const file = { secret, filename };
    return scope.kind === 'group'
      ? this.source.groupUploads.download(scope.group, file, maxBytes, { signal })
      : this.source.uploads.download(scope.project, file, maxBytes, { signal });
  }
}

/** Counts and hashes what flows through. */
class Meter extends Transform {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }

  result(): { sha256: string; sizeBytes: number } {
    return { sha256: this.hash.digest('hex'), sizeBytes: this.bytes };
  }
}

/** What will not get better by itself is the file's own matter; the rest stays a failure of the instance. */
function attachmentError(error: unknown, { filename }: UploadRef, maxBytes: number): unknown {
  if (!(error instanceof ForeignError)) return error;
  if (error.causeCode === 'too_large') {
    const message = `${filename} is larger than the ${Math.floor(maxBytes / 1024 / 1024)} MiB that are copied (MAX_ATTACHMENT_MB).`;
    return new AppError('rule', 'attachment_too_large', message, { cause: error });
  }
  const final = ['not_found', 'permission', 'unsupported', 'validation'].includes(error.kind);
  if (!final && error.causeCode !== 'login_page') return error;
  return new AppError('rule', 'attachment_unavailable', `${filename} cannot be downloaded: ${error.reason}.`, {
    cause: error,
  });
}
