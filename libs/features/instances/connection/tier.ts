import { ForeignError } from '@app/common';
import { ACCESS, type CallOptions, type GitlabClient } from '@app/gitlab';
import type { GitlabEdition, GitlabTier } from '../instance.entity';

/** There every top-level group has a plan of its own. */
const BY_NAMESPACE = 'gitlab.com';

/**
 * No endpoint tells a normal user the licence, so a Premium feature is tried: pull mirroring of any project that the
 * token may manage. Null when that says nothing.
 */
export async function probeTier(
  client: Pick<GitlabClient, 'projects' | 'pullMirrors'>,
  { edition, url }: { edition: GitlabEdition; url: string },
  options?: CallOptions,
): Promise<GitlabTier | null> {
  if (edition === 'ce') return 'free';
  if (new URL(url).hostname === BY_NAMESPACE) return null;
  try {
    const query = { membership: true, min_access_level: ACCESS.maintainer, simple: true, per_page: 1 };
    const [project] = (await client.projects.page(query, options)).items;
    if (project === undefined) return null;
    await client.pullMirrors.get(project.id, options);
    return 'premium';
  } catch (error) {
    if (!(error instanceof ForeignError)) throw error;
    return error.kind === 'unsupported' ? 'free' : null;
  }
}
