export type AbortReason = 'cancelled' | 'lease_lost' | 'shutdown' | 'time_limit';

const MEANING: Record<AbortReason, string> = {
  cancelled: 'The run was cancelled.',
  lease_lost: 'The run belongs to another worker now.',
  shutdown: 'The process is stopping.',
  time_limit: 'The run has used up its time.',
};

/** The reason of an aborted `signal`. */
export class RunAborted extends Error {
  constructor(readonly reason: AbortReason) {
    super(MEANING[reason]);
    this.name = 'AbortError';
  }
}
