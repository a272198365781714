import { AppError, ForeignError, isTemporary, safeMessage } from '@app/common';
import { uploadKey, type UploadRef } from '../markdown/references-model';
import type { UploadLink } from '../model/stored';
import type { CopiedFile } from '../ports';
import { KnownAttachments, type UploadResult } from './known-attachments';
import type { Session } from './session';

/** Copies each file of the source once to the target, whoever asks for it and however often. */
export class Attachments {
  private readonly running = new Map<string, Promise<UploadResult>>();

  private readonly known: KnownAttachments;

  constructor(private readonly session: Session) {
    this.known = new KnownAttachments(session);
  }

  /** `isPrivate`: the text belongs to a confidential issue or an internal comment. */
  async copyAll(refs: readonly UploadRef[], isPrivate: boolean): Promise<ReadonlyMap<string, UploadResult>> {
    const links = await this.known.load(refs);
    const results = this.known.resultsOf(refs, links, isPrivate);
    for (const ref of refs) {
      const key = uploadKey(ref);
      if (!results.has(key)) results.set(key, await this.copy(ref, key, links.get(key)));
    }
    return results;
  }

  private copy(ref: UploadRef, key: string, known: UploadLink | undefined): Promise<UploadResult> {
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
    if (error.ambiguous || isTemporary(error)) return 'it is tried again';
    return safeMessage(error.reason, 120).replace(/[*_`[\]<>@#!&~%$\\/]/g, ' ');
  }
  throw error;
}
