import { ForeignError } from '@app/common';
import { ACCESS, type CallOptions, type GitlabClient } from '@app/gitlab';
import type { GitlabEdition, GitlabTier } from '../instance.entity';

/** There every top-level group has a plan of its own. */
const BY_NAMESPACE = 'gitlab.com';

/**
 * No endpoint tells a normal user the licence, but a project that the token may manage shows `mirror` (whether it is a
 * pull mirror) only where the licence covers pull mirroring. Null when that says nothing.
 */
export async function probeTier(
  client: Pick<GitlabClient, 'projects'>,
  { edition, url }: { edition: GitlabEdition; url: string },
  options?: CallOptions,
): Promise<GitlabTier | null> {
  if (edition === 'ce') return 'free';
  if (new URL(url).hostname === BY_NAMESPACE) return null;
  try {
    const query = { membership: true, min_access_level: ACCESS.maintainer, per_page: 1 };
    const [project] = (await client.projects.page(query, options)).items;
    if (project === undefined) return null;
    return project.mirror === undefined ? 'free' : 'premium';
  } catch (error) {
    if (!(error instanceof ForeignError)) throw error;
    return null;
  }
}
