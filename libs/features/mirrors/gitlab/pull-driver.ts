import { isFailure } from '@app/common';
import type { CallOptions, GitlabClient, GitlabPullMirror, PullMirrorSettings } from '@app/gitlab';
import type { GitlabMirror, MirrorDriver, WantedMirror } from './mirror-driver';

/** A project has one pull mirror at most, so the project's id is the mirror's. */
const fromGitlab = (projectId: number, mirror: GitlabPullMirror): GitlabMirror => ({
  id: projectId,
  // GitLab before 17.5 answers for mirrored projects only and doesn't say it in so many words.
  enabled: mirror.enabled ?? true,
  url: mirror.url,
  overwriteDiverged: mirror.mirror_overwrites_diverged_branches ?? null,
  // Null is no; absent is not told, before 17.5.
  onlyProtectedBranches:
    mirror.only_mirror_protected_branches === undefined ? undefined : mirror.only_mirror_protected_branches === true,
  branchRegex: mirror.mirror_branch_regex,
  triggerBuilds: mirror.mirror_trigger_builds ?? undefined,
  hostKeys: undefined,
  state: mirror,
});

/**
 * Names one way of choosing branches at most: GitLab refuses both together as attributes of a project, even where one of
 * them is switched off in it; on the mirror itself one of them switches the other off.
 */
const body = ({ enabled, settings }: WantedMirror): PullMirrorSettings => ({
  enabled,
  mirror_overwrites_diverged_branches: settings.mirrorOverwriteDiverged,
  mirror_trigger_builds: settings.mirrorTriggerBuilds,
  ...(settings.mirrorBranchRegex === null
    ? { only_mirror_protected_branches: settings.onlyMirrorProtectedBranches }
    : { mirror_branch_regex: settings.mirrorBranchRegex }),
});

/** What has to be sent so that GitLab's mirror becomes as wanted; empty when it is already. */
export function pullDifferences(current: GitlabMirror, wanted: WantedMirror): PullMirrorSettings {
  const changes: PullMirrorSettings = {};
  if (current.enabled !== wanted.enabled) changes.enabled = wanted.enabled;
  if (current.overwriteDiverged !== wanted.settings.mirrorOverwriteDiverged) {
    changes.mirror_overwrites_diverged_branches = wanted.settings.mirrorOverwriteDiverged;
  }
  if (current.triggerBuilds !== wanted.settings.mirrorTriggerBuilds) {
    changes.mirror_trigger_builds = wanted.settings.mirrorTriggerBuilds;
  }
  const { onlyMirrorProtectedBranches: onlyProtected, mirrorBranchRegex: regex } = wanted.settings;
  // One of them switches the other off, so naming one is enough.
  if ((current.branchRegex || null) !== regex && !onlyProtected) changes.mirror_branch_regex = regex;
  else if (current.onlyProtectedBranches !== onlyProtected && regex === null) {
    changes.only_mirror_protected_branches = onlyProtected;
  }
  return changes;
}

const afterwards = (current: GitlabMirror, { enabled, settings }: WantedMirror): GitlabMirror => ({
  ...current,
  enabled,
  overwriteDiverged: settings.mirrorOverwriteDiverged,
  onlyProtectedBranches: settings.onlyMirrorProtectedBranches,
  branchRegex: settings.mirrorBranchRegex,
  triggerBuilds: settings.mirrorTriggerBuilds,
});

/** The project is there and mirrors nothing; GitLab says the same of a mirror that is switched off. */
export const notMirrored = (projectId: number): GitlabMirror => ({
  id: projectId,
  enabled: false,
  url: '',
  overwriteDiverged: null,
  onlyProtectedBranches: false,
  branchRegex: undefined,
  triggerBuilds: undefined,
  hostKeys: undefined,
  state: {
    update_status: 'none',
    last_error: null,
    last_update_at: null,
    last_update_started_at: null,
    last_successful_update_at: null,
  },
});

/**
 * Null when the project pulls from nowhere. What GitLab answers then is not documented: 404 may mean that, or a missing
 * licence; but only with the licence the project itself shows whether it pulls.
 * @throws ForeignError
 */
export async function findPullMirror(
  client: GitlabClient,
  projectId: number,
  options?: CallOptions,
): Promise<GitlabPullMirror | null> {
  try {
    return await client.pullMirrors.get(projectId, options);
  } catch (error) {
    if (!isFailure(error, 'unsupported', 'not_found')) throw error;
    if ((await client.projects.get(projectId, options)).mirror !== false) throw error;
    return null;
  }
}

/** Pull mirrors (Premium): the target project fetches from the source, at least every half hour. */
export const PULL_DRIVER: MirrorDriver = {
  async list(client, projectId, options) {
    const mirror = await findPullMirror(client, projectId, options);
    return mirror === null || mirror.url === '' ? [] : [fromGitlab(projectId, mirror)];
  },
  async read(client, projectId, _id, options) {
    const mirror = await findPullMirror(client, projectId, options);
    return mirror === null ? notMirrored(projectId) : fromGitlab(projectId, mirror);
  },
  async create(client, projectId, url, credential, wanted, options) {
    const access = credential && { auth_user: credential.user, auth_password: credential.token };
    const request = { ...body(wanted), url, ...access };
    const state = await client.pullMirrors.configure(projectId, request, options);
    return { id: projectId, hostKeys: undefined, state };
  },
  async appoint(client, projectId, { mirrorUserId }, options) {
    if (mirrorUserId !== null) await client.pullMirrors.setUser(projectId, mirrorUserId, options);
  },
  async change(client, projectId, current, wanted, options) {
    if (!wanted.enabled) {
      // A mirror that is off has no settings: all of them are sent when it is made anew.
      if (current.enabled) await client.pullMirrors.configure(projectId, { enabled: false }, options);
      return afterwards(current, wanted);
    }
    const changes = pullDifferences(current, wanted);
    if (Object.keys(changes).length > 0) await client.pullMirrors.configure(projectId, changes, options);
    await this.appoint(client, projectId, wanted.settings, options);
    return afterwards(current, wanted);
  },
  trigger: (client, projectId, _id, options) => client.pullMirrors.start(projectId, options),
  async remove(client, projectId, _id, options) {
    await client.pullMirrors.configure(projectId, { enabled: false }, options);
  },
};
