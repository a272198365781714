/** What a job carries: which row to look at, and nothing else. */
export interface Ring {
  runId: number;
  /** How often the run was queued so far. It tells the rings of one waiting apart from those of the next. */
  round: number;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** The payload of a job, or null when it is not one of ours (an older or newer version's, or somebody else's). */
export function parseRing(data: unknown): Ring | null {
  if (typeof data !== 'object' || data === null) return null;
  const { runId, round } = data as Record<string, unknown>;
  return isCount(runId) && runId > 0 && isCount(round) ? { runId, round } : null;
}

/** The same for every ring of one waiting, so that the queue keeps one of them. */
export const ringId = ({ runId, round }: Ring): string => `run-${runId}-${round}`;
