import type { GitlabState } from '../gitlab/gitlab-state';

/** Later than this GitLab may have begun an update by itself, so its state has to be read again. */
const FRESH_MS = 30_000;

type Told = Pick<GitlabState, 'update_status' | 'last_update_at' | 'last_update_started_at'>;

/** For the input of a sync: the state that GitLab told when it made the mirror, which saves reading it once more. */
export const toldInput = (state: GitlabState | null, now = new Date()): Record<string, unknown> => {
  if (state === null) return {};
  const { update_status, last_update_at, last_update_started_at } = state;
  return { told: { update_status, last_update_at, last_update_started_at } satisfies Told, told_at: now.toISOString() };
};

/** That state, or null when there is none or it is too old. */
export function toldState({ told, told_at: at }: Record<string, unknown>, now = new Date()): GitlabState | null {
  if (!isTold(told) || typeof at !== 'string') return null;
  const age = now.getTime() - Date.parse(at);
  if (!(age >= 0 && age <= FRESH_MS)) return null;
  // Nothing that happened before is news: only whether an update is under way, and which one was the last.
  return { ...told, last_error: null, last_successful_update_at: null };
}

const isTold = (value: unknown): value is Told =>
  typeof value === 'object' && value !== null && 'update_status' in value && typeof value.update_status === 'string';
