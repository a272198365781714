import { ForeignError } from '@app/common';
import type { GitlabClient } from '@app/gitlab';
import type { UploadLink } from '@app/sync-engine';

/** What we know about files of the target project. */
export interface KnownUploads {
  /** GitLab's id of the user that uploads for us; null when it isn't known. */
  userId: number | null;
  /** Of these uploads of the target project, those that belong to a file in our maps. */
  areKnown: (uploadIds: number[]) => Promise<Set<number>>;
}

/** Clocks of two servers may differ by so much; and an upload is not slower than that. */
const BEFORE_MS = 5 * 60_000;
const AFTER_MS = 60 * 60_000;

/**
 * Removes the orphan of an upload whose answer never came, when there is exactly one file that can be it: same name,
 * uploaded by us about then, in no map. GitLab tells that from 17.2 on, to Maintainers; elsewhere the orphan stays.
 */
export async function discardLostUpload(
  client: GitlabClient,
  projectId: number,
  { userId, areKnown }: KnownUploads,
  lost: UploadLink,
  signal: AbortSignal,
): Promise<void> {
  if (userId === null) return;
  const begun = Date.parse(lost.startedAt);
  try {
    // Newest first, so the first page is enough.
    const page = await client.uploads.list(projectId, { signal }).pages().next();
    const candidates = (page.value?.items ?? []).filter(({ filename, uploaded_by_id: by, created_at: at }) => {
      const after = at === null ? NaN : Date.parse(at) - begun;
      return filename === lost.filename && by === userId && after > -BEFORE_MS && after < AFTER_MS;
    });
    const known = await areKnown(candidates.map(({ id }) => id));
    const [orphan, ...others] = candidates.filter(({ id }) => !known.has(id));
    if (orphan && others.length === 0) await client.uploads.remove(projectId, orphan.id, { signal });
  } catch (error) {
    if (signal.aborted || !(error instanceof ForeignError)) throw error;
    // Best effort: an orphan that stays harms nobody.
  }
}
