import { uploadKey, type UploadRef } from '../markdown/references-model';
import type { UploadLink } from '../model/stored';
import type { Session } from './session';

export type UploadResult = { url: string } | { failed: string | null };

/** What becomes of files without copying any: those that were copied, and those that are not to be. */
export class KnownAttachments {
  constructor(private readonly session: Session) {}

  async copyAll(refs: readonly UploadRef[], isPrivate: boolean): Promise<Map<string, UploadResult>> {
    return this.resultsOf(refs, await this.load(refs), isPrivate);
  }

  async load(refs: readonly UploadRef[]): Promise<ReadonlyMap<string, UploadLink>> {
    if (refs.length === 0) return new Map();
    const links = await this.session.ports.store.loadUploads(refs.map(uploadKey));
    return new Map(links.map((link) => [link.key, link]));
  }

  /** `isPrivate`: the text belongs to a confidential issue or an internal comment. */
  resultsOf(
    refs: readonly UploadRef[],
    links: ReadonlyMap<string, UploadLink>,
    isPrivate: boolean,
  ): Map<string, UploadResult> {
    const { options, context } = this.session;
    // In a public project every file is public, even that of a confidential issue.
    const wouldLeak = isPrivate && context.target.isPublic;
    const results = new Map<string, UploadResult>();
    for (const key of refs.map(uploadKey)) {
      const url = wouldLeak ? null : links.get(key)?.url;
      if (url) results.set(key, { url });
      else if (!options.syncAttachments) results.set(key, { failed: null });
      else if (wouldLeak) results.set(key, { failed: 'it would be public on the target' });
    }
    return results;
  }
}
