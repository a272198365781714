import type { MirrorDirection } from '@features/pairs';
import { settled, type GitlabState } from '../gitlab/gitlab-state';
import type { OpenSync } from './mirror-syncs.repository';

/**
 * For five minutes after an update GitLab puts the next one off (push), or forgets that it was asked (pull): then ask
 * again.
 */
export const ASK_AGAIN_MS = 6 * 60_000;

/**
 * `ask` GitLab for an update · `adopt` the update that it is at as the answer · `wait` · `done`, the update that we
 * waited for is over.
 */
export type NextStep = 'ask' | 'adopt' | 'wait' | 'done';

export function nextStep(sync: OpenSync, state: GitlabState, direction: MirrorDirection, now: Date): NextStep {
  if (sync.status === 'running') {
    if (settled(state, sync.previousUpdateAt)) return 'done';
    const waitedMs = now.getTime() - (sync.startedAt?.getTime() ?? 0);
    return waitedMs > ASK_AGAIN_MS && state.update_status !== 'started' ? 'ask' : 'wait';
  }
  // A pull fetches what is there, and asking for another one while it runs, or is about to, does nothing.
  if (direction === 'pull') return ['scheduled', 'started'].includes(state.update_status) ? 'adopt' : 'ask';
  // A push that is under way may have begun before the newest commits.
  return state.update_status === 'started' ? 'wait' : 'ask';
}
