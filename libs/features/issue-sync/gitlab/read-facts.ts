import { AppError, inParallel, isFailure } from '@app/common';
import { ACCESS, type GitlabClient, type GitlabIssue, type GitlabProject } from '@app/gitlab';
import type { GitlabTier } from '@features/instances';
import type { RouteFacts } from '../store/issue-route.entity';
import { countIssues } from './count-issues';
import { hasIssues } from './presence';

/** A project on an instance, as the token of the instance reaches it. */
export interface Place {
  client: GitlabClient;
  instanceName: string;
  projectId: number;
  tier: GitlabTier | null;
}

export interface FactsRequest {
  source: Place;
  target: Place;
  /** Target usernames of the user mapping. */
  usernames: string[];
  /** Copies that our maps know in the target project, from whatever source. */
  copies: number;
  /** No other route leads into the target project. */
  onlyRoute: boolean;
  /** Another sync carries issues of the target project on, to somewhere else than our source. */
  isReadByOthers: boolean;
}

/**
 * Asks both projects what a sync between them needs to know: a few reads.
 * @throws AppError rule when it can't work (issues are off, archived, no rights), in a sentence for people
 */
export async function readFacts(request: FactsRequest, now: Date, signal: AbortSignal): Promise<RouteFacts> {
  const { source, target } = request;
  const [from, to] = await Promise.all([
    source.client.projects.get(source.projectId, { signal }),
    target.client.projects.get(target.projectId, { signal }),
  ]);
  refuseUnusable(from, source.instanceName, 'read');
  refuseUnusable(to, target.instanceName, 'write');
  const [issues, targetUserIds, seesAll, isOwner] = await Promise.all([
    issuesOf(target, to, signal),
    userIds(target.client, request.usernames, signal),
    seesConfidential(source.client, from, signal),
    hasLevel(ACCESS.owner, target.client, to, signal),
  ]);
  return {
    sourceProjectPath: from.path_with_namespace,
    targetProjectPath: to.path_with_namespace,
    seesConfidential: seesAll,
    premium: issues.hasWeight ?? isPremium(target, to),
    weights: issues.hasWeight ?? null,
    canBackdate: isOwner,
    backdatesChanges: isOwner && !request.isReadByOthers,
    // Numbers of its own would collide with the source's.
    canSetIid: isOwner && request.onlyRoute && issues.total <= request.copies,
    isPublic: to.visibility === 'public',
    targetUserIds,
    readAt: now.toISOString(),
  };
}

/** Confidential issues and internal comments are hidden from weaker roles, as if they were not there. */
export const seesConfidential = (client: GitlabClient, project: GitlabProject, signal: AbortSignal): Promise<boolean> =>
  hasLevel(ACCESS.planner, client, project, signal);

const hasLevel = async (
  level: number,
  client: GitlabClient,
  project: GitlabProject,
  signal: AbortSignal,
): Promise<boolean> => levelOf(project) >= level || (await isAdmin(client, signal));

/** The greater of our role in the project and in its groups; 0 without either. */
const levelOf = ({ permissions }: GitlabProject): number =>
  Math.max(permissions?.project_access?.access_level ?? 0, permissions?.group_access?.access_level ?? 0);

function refuseUnusable(project: GitlabProject, instance: string, use: 'read' | 'write'): void {
  const name = `${project.path_with_namespace} on ${instance}`;
  if (!hasIssues(project)) {
    throw new AppError('rule', 'issues_disabled', `Issues are turned off in ${name}; turn them on in its settings.`);
  }
  if (use === 'write' && project.archived) {
    throw new AppError('rule', 'project_archived', `${name} is archived and takes no issues; unarchive it.`);
  }
}

/** Administrators may do everything everywhere; only they are told that they are. */
async function isAdmin(client: GitlabClient, signal: AbortSignal): Promise<boolean> {
  try {
    return (await client.users.me({ signal })).is_admin === true;
  } catch (error) {
    if (isFailure(error, 'permission', 'not_found')) return false;
    throw error;
  }
}

/**
 * How many issues there are, and whether they have weights: GitLab leaves them out where the tier lacks them. Where the
 * project has no issue yet, one of another project tells.
 */
async function issuesOf(
  { client, projectId }: Place,
  project: GitlabProject,
  signal: AbortSignal,
): Promise<{ total: number; hasWeight: boolean | undefined }> {
  const { items, total } = await client.issues.page(projectId, { state: 'all', per_page: 1 }, { signal });
  const issue = items[0] ?? (await issueElsewhere(client, project, signal));
  const hasWeight = issue ? issue.weight !== undefined : undefined;
  // Lists of more than 10,000 don't tell.
  const counted = total ?? (await countIssues(client, projectId, 'all', signal));
  // Where GitLab does not count either, there may be any number of issues that are none of ours.
  return { total: counted ?? Infinity, hasWeight };
}

async function issueElsewhere(
  client: GitlabClient,
  project: GitlabProject,
  signal: AbortSignal,
): Promise<GitlabIssue | null> {
  // There every top-level group has a licence of its own.
  if (new URL(project.web_url).hostname === 'gitlab.com') return null;
  try {
    return await client.issues.any({ signal });
  } catch (error) {
    if (isFailure(error, 'permission', 'not_found')) return null;
    throw error;
  }
}

/** A project that we maintain shows `mirror` only where the licence covers pull mirroring; others never show it. */
const isPremium = ({ tier }: Place, project: GitlabProject): boolean =>
  tier === null ? project.mirror !== undefined : tier === 'premium';

async function userIds(
  client: GitlabClient,
  usernames: string[],
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const ids: Record<string, number> = {};
  await inParallel([...new Set(usernames)], 4, async (username) => {
    const user = await client.users.findByUsername(username, { signal });
    if (user) ids[username] = user.id;
  });
  return ids;
}
