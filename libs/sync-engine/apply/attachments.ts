import { AppError, ForeignError, safeMessage } from '@app/common';
import { uploadKey, type UploadRef } from '../markdown/references-model';
import type { UploadLink } from '../model/stored';
import type { CopiedFile } from '../ports';
import type { Session } from './session';

export type UploadResult = { url: string } | { failed: string | null };

/** Copies each file of the source once to the target, whoever asks for it and however often. */
export class Attachments {
  private readonly running = new Map<string, Promise<UploadResult>>();

  constructor(private readonly session: Session) {}

  /** `isPrivate`: the text belongs to a confidential issue or an internal comment. */
  async copyAll(refs: readonly UploadRef[], isPrivate: boolean): Promise<ReadonlyMap<string, UploadResult>> {
    const results = new Map<string, UploadResult>();
    if (refs.length === 0) return results;
    const { options, context, ports } = this.session;
    if (!options.syncAttachments || (isPrivate && context.target.isPublic)) {
      // In a public project every file is public, even that of a confidential issue.
      const failed = options.syncAttachments ? 'it would be public on the target' : null;
      for (const ref of refs) results.set(uploadKey(ref), { failed });
      return results;
    }
    const links = await ports.store.loadUploads(refs.map(uploadKey));
    const known = new Map(links.map((link) => [link.key, link]));
    for (const ref of refs) results.set(uploadKey(ref), await this.copy(ref, known.get(uploadKey(ref))));
    return results;
  }

  private copy(ref: UploadRef, known: UploadLink | undefined): Promise<UploadResult> {
    if (known?.url) return Promise.resolve({ url: known.url });
    const key = uploadKey(ref);
    const running = this.running.get(key);
    if (running) return running;
    const copying = this.transfer(ref, key, known);
    this.running.set(key, copying);
    // A finished one is in the store; a failed one may be tried again by the next text.
    const forget = (): void => void this.running.delete(key);
    copying.then((result) => ('failed' in result ? forget() : undefined), forget);
    return copying;
  }

  private async transfer(ref: UploadRef, key: string, known: UploadLink | undefined): Promise<UploadResult> {
    const { ports, context, signal } = this.session;
    const intent: UploadLink = {
      key,
      filename: ref.filename,
      url: null,
      targetUploadId: null,
      sha256: null,
      sizeBytes: null,
      // An older attempt may have left an orphan, too.
      startedAt: known?.url === null ? known.startedAt : this.session.nowIso(),
    };
    await ports.store.saveUpload(intent);
    const reuse = async (sha256: string): Promise<CopiedFile | null> => {
      const same = await ports.store.findUploadBySha256(sha256);
      return same?.url
        ? { url: same.url, targetUploadId: same.targetUploadId, sha256, sizeBytes: same.sizeBytes ?? 0 }
        : null;
    };
    try {
      const copied = await ports.attachments.copy(ref, context.limits.attachmentBytes, reuse, signal);
      await ports.store.saveUpload({ ...intent, ...copied });
      this.session.count('attachmentsSynced');
      return { url: copied.url };
    } catch (error) {
      const failed = remarkFor(error, signal);
      // Only an answer that was lost leaves something to look for.
      if (!(error instanceof ForeignError && error.ambiguous)) await ports.store.saveUpload({ ...intent, url: '' });
      return { failed };
    }
  }
}

/** Whether the text goes out with a remark; anything that stops the whole issue or run is thrown on. */
function remarkFor(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) throw error;
  if (error instanceof AppError)
    return error.code === 'attachment_too_large' ? 'it is too large' : 'it could not be read';
  if (error instanceof ForeignError && error.kind !== 'auth') {
    if (error.ambiguous || error.kind === 'transient' || error.kind === 'rate_limited') return 'it is tried again';
    return safeMessage(error.reason, 120).replace(/[*_`[\]<>@#!&~%$\\/]/g, ' ');
  }
  throw error;
}
