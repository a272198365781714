import type { GitlabRemoteMirror, RemoteMirrorSettings } from '@app/gitlab';
import { hostKeyFingerprint } from '@features/instances';
import type { MirrorSettings } from '../mirror-settings';
import { withCredentials } from './git-url';
import type { GitlabMirror, MirrorDriver, WantedMirror } from './mirror-driver';

/** As GitLab tells it, or without its prefix and padding. */
const fingerprint = (told: string | null): string => (told ?? '').replace(/^SHA256:|=+$/g, '');

export const fingerprintsOf = (hostKeys: string[]): string[] => [...new Set(hostKeys.map(hostKeyFingerprint))].sort();

const fromGitlab = (mirror: GitlabRemoteMirror): GitlabMirror => ({
  id: mirror.id,
  enabled: mirror.enabled,
  url: mirror.url,
  overwriteDiverged: typeof mirror.keep_divergent_refs === 'boolean' ? !mirror.keep_divergent_refs : null,
  onlyProtectedBranches: mirror.only_protected_branches,
  branchRegex: mirror.mirror_branch_regex,
  triggerBuilds: undefined,
  hostKeys: mirror.host_keys?.map((key) => fingerprint(key.fingerprint_sha256)).sort(),
  state: mirror,
});

/**
 * GitLab refuses a request that names both ways of choosing branches, even where one of them is switched off in it. Tiers
 * without branch regex refuse that field.
 */
const body = (settings: MirrorSettings): RemoteMirrorSettings => ({
  keep_divergent_refs: !settings.mirrorOverwriteDiverged,
  ...(settings.mirrorBranchRegex === null
    ? { only_protected_branches: settings.onlyMirrorProtectedBranches }
    : { mirror_branch_regex: settings.mirrorBranchRegex }),
});

/** What has to be sent so that GitLab's mirror becomes as wanted; empty when it is already. */
export function pushDifferences(
  current: GitlabMirror,
  { enabled, settings, hostKeys }: WantedMirror,
): RemoteMirrorSettings {
  const changes: RemoteMirrorSettings = {};
  if (current.enabled !== enabled) changes.enabled = enabled;
  if (current.overwriteDiverged !== settings.mirrorOverwriteDiverged) {
    changes.keep_divergent_refs = !settings.mirrorOverwriteDiverged;
  }
  const hadRegex = typeof current.branchRegex === 'string' && current.branchRegex !== '';
  const wantsRegex = settings.mirrorBranchRegex !== null;
  if (current.onlyProtectedBranches !== settings.onlyMirrorProtectedBranches) {
    changes.only_protected_branches = settings.onlyMirrorProtectedBranches;
  }
  if (wantsRegex && current.branchRegex !== settings.mirrorBranchRegex) {
    changes.mirror_branch_regex = settings.mirrorBranchRegex;
  }
  if (!wantsRegex && hadRegex) changes.mirror_branch_regex = null;
  if (hostKeys !== null && trustsOthers(current, hostKeys)) changes.host_keys = hostKeys;
  return changes;
}

/** Whether an SSH mirror knows other hosts than these. Several lines may be of the same key. */
const trustsOthers = ({ hostKeys: told }: GitlabMirror, wanted: string[]): boolean =>
  told !== undefined && [...new Set(told)].join() !== fingerprintsOf(wanted).join();

/**
 * From one way of choosing branches to the other takes two requests, because none may name both. In between the mirror is
 * off: it would push every branch. A crash there leaves it off until the change is made again.
 */
export function inSteps(changes: RemoteMirrorSettings, enabled: boolean): RemoteMirrorSettings[] {
  const { only_protected_branches: onlyProtected, mirror_branch_regex: regex, ...rest } = changes;
  if (onlyProtected === undefined || regex === undefined) return Object.keys(changes).length > 0 ? [changes] : [];
  const [off, on] = onlyProtected
    ? [{ mirror_branch_regex: regex }, { only_protected_branches: onlyProtected }]
    : [{ only_protected_branches: onlyProtected }, { mirror_branch_regex: regex }];
  return [
    { ...rest, ...off, enabled: false },
    { ...on, enabled },
  ];
}

/** Push mirrors: `remote_mirrors` of the source project. Every tier has them; the source pushes whenever it changes. */
export const PUSH_DRIVER: MirrorDriver = {
  async list(client, projectId, options) {
    return (await client.remoteMirrors.list(projectId, options).all()).map(fromGitlab);
  },
  async read(client, projectId, id, options) {
    return fromGitlab(await client.remoteMirrors.get(projectId, id, options));
  },
  async create(client, projectId, url, credential, { enabled, settings, hostKeys }, options) {
    const access =
      credential === null
        ? { url, auth_method: 'ssh_public_key' as const, host_keys: hostKeys ?? [] }
        : { url: withCredentials(url, credential.user, credential.token) };
    const request = { ...access, enabled, ...body(settings) };
    return fromGitlab(await client.remoteMirrors.create(projectId, request, options));
  },
  // Of push mirrors GitLab holds nobody responsible.
  appoint: () => Promise.resolve(),
  async change(client, projectId, current, wanted, options) {
    let mirror = current;
    for (const step of inSteps(pushDifferences(current, wanted), wanted.enabled)) {
      mirror = fromGitlab(await client.remoteMirrors.update(projectId, current.id, step, options));
    }
    return mirror;
  },
  trigger: (client, projectId, id, options) => client.remoteMirrors.sync(projectId, id, options),
  remove: (client, projectId, id, options) => client.remoteMirrors.remove(projectId, id, options),
};
