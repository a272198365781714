import { redact } from '@app/common';
import type { SyncStatus } from '../mirror.entity';

/** What GitLab says about the updates of a mirror, of either direction. */
export interface GitlabState {
  update_status: string;
  last_error: string | null;
  last_update_at: string | null;
  last_update_started_at: string | null;
  last_successful_update_at: string | null;
}

export interface MirrorState {
  lastUpdateStatus: SyncStatus;
  lastError: string | null;
  lastUpdateAt: Date | null;
  lastSuccessfulUpdate: Date | null;
}

const STATUSES: Record<string, SyncStatus> = {
  none: 'pending',
  scheduled: 'pending',
  started: 'updating',
  finished: 'finished',
  failed: 'failed',
  canceled: 'failed',
};

export const syncStatusOf = (updateStatus: string): SyncStatus => STATUSES[updateStatus] ?? 'pending';

const date = (text: string | null): Date | null => {
  const time = text === null ? NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time);
};

/** GitLab's words in ours. An old error is not kept once an update succeeded. */
export function stateOf(state: GitlabState): MirrorState {
  const lastUpdateStatus = syncStatusOf(state.update_status);
  const error = state.last_error?.trim() || (state.update_status === 'canceled' ? 'The update was cancelled.' : null);
  return {
    lastUpdateStatus,
    lastError: error === null || lastUpdateStatus === 'finished' ? null : redact(error).slice(0, 4000),
    lastUpdateAt: date(state.last_update_at),
    lastSuccessfulUpdate: date(state.last_successful_update_at),
  };
}

/** When GitLab began its latest update: what changes once it begins another. */
export const updateBegan = (state: GitlabState): Date | null =>
  date(state.last_update_started_at) ?? date(state.last_update_at);

/** Whether GitLab has finished an update that it began after `previous`. */
export function settled(state: GitlabState, previous: Date | null): boolean {
  const status = syncStatusOf(state.update_status);
  if (status !== 'finished' && status !== 'failed') return false;
  return updateBegan(state)?.getTime() !== previous?.getTime();
}

const ADVICE: [RegExp, string][] = [
  [
    /host key/i,
    'The SSH server of the target shows another key than the ones that are stored. Compare ssh_host_keys of the target instance with its page /help/instance_configuration and correct them; the mirrors get them by themselves.',
  ],
  [
    /deploy key|permission denied \(publickey/i,
    'The target does not let the key of this mirror in, or not write: its deploy key was removed or changed there. Repair the mirror.',
  ],
  [
    /diverge/i,
    'Branches were changed on the target. Bring them together, or let the mirror overwrite them (mirror_overwrite_diverged).',
  ],
  [
    /protected branch|pre-receive hook declined|not allowed to (?:force )?push/i,
    'The target protects this branch against our user. Allow its role to push (and force push) there, or exclude the branch.',
  ],
  [
    /authentication failed|access denied|HTTP Basic|\b401\b|\b403\b|terminal prompts disabled|could not read username/i,
    'The credential is refused. Check that its token has not expired or been revoked and has the role and scope it needs; rotate-token makes a new one.',
  ],
  [/error: 30[1278]|redirect/i, 'Mirroring follows no redirects. Set the URL of the instance to its final address.'],
  [
    /not found|\b404\b|does not exist/i,
    'The other project is not there, or the credential may not see it. Check its path and the rights of the token.',
  ],
  [
    /could not resolve|name or service not known|no such host/i,
    'The GitLab that mirrors cannot resolve the other host. Check DNS there.',
  ],
  [
    /timed? ?out|deadline exceeded|connection (?:refused|reset)|could not connect|unreachable/i,
    'The GitLab that mirrors cannot reach the other host. Check network and firewall between them.',
  ],
  [/certificate|SSL|TLS/i, 'The certificate of the other host is not trusted by the GitLab that mirrors.'],
  [/local network|blocked/i, 'GitLab blocks requests to local addresses. Its administrator can allow the other host.'],
  [/quota|storage|too large|exceeds/i, 'The target refuses the size. Raise its limit or free space there.'],
  [/LFS/i, 'Git LFS objects could not be transferred. Check that LFS is enabled on the target.'],
];

/** What to do about an error that GitLab reports, or null when there is no good advice. */
export const adviceFor = (error: string | null): string | null =>
  error === null ? null : (ADVICE.find(([pattern]) => pattern.test(error))?.[1] ?? null);
