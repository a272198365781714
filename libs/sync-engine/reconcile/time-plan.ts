import type { TargetIssue } from '../model/target';
import type { DesiredIssue } from '../render/render-issue';

/** GitLab counts in minutes here: seconds can't be sent safely, and `1d` would be eight hours. */
const minutes = (seconds: number): number => Math.floor(Math.max(0, seconds) / 60);

/** The estimate to set in minutes (0: reset), or null when it is right already. */
export function estimateChange(desiredSeconds: number, observedSeconds: number): number | null {
  const desired = minutes(desiredSeconds);
  return desired === minutes(observedSeconds) ? null : desired;
}

export interface SpentChange {
  reset: boolean;
  /** Minutes to add after that. */
  add: number;
}

/** How to bring the time spent to the source's, to the minute; null when it is right already. */
export function spentChange(desiredSeconds: number, observedSeconds: number): SpentChange | null {
  const desired = minutes(desiredSeconds);
  const observed = minutes(observedSeconds);
  if (desired === observed) return null;
  return desired > observed ? { reset: false, add: desired - observed } : { reset: true, add: desired };
}

/** What has to change of both; null: nothing, or not ours to touch. */
export const timeChanges = (
  desired: Pick<DesiredIssue, 'timeEstimate' | 'timeSpent'>,
  observed: Pick<TargetIssue, 'timeEstimate' | 'timeSpent'>,
): { estimate: number | null; spent: SpentChange | null } => ({
  estimate: desired.timeEstimate === undefined ? null : estimateChange(desired.timeEstimate, observed.timeEstimate),
  spent: desired.timeSpent === undefined ? null : spentChange(desired.timeSpent, observed.timeSpent),
});
