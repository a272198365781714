import type { Run } from './run.entity';

/** What the work of a run can do while it goes on. */
export interface RunContext {
  readonly run: Run;
  readonly input: Record<string, unknown>;
  /** Aborted when the run is cancelled, has used up its time, has been taken over, or the process stops. */
  readonly signal: AbortSignal;
  progress(done: number, total?: number | null, phase?: string | null): void;
  count(name: string, by?: number): void;
  /** Something went wrong with one item; the others go on. The message must be a sentence without secrets. */
  itemError(item: string, message: string): void;
  /** For work that looks at every item in each attempt: what earlier attempts said of them holds no more. */
  forgetItemErrors(): void;
}

export interface RunResult {
  /** `again`: GitLab has not finished yet, look again in `afterMs`; holds no slot and counts as no failure. */
  status: 'success' | 'partial' | 'failed' | 'again';
  /** One sentence that says what, where and what to do. */
  error?: string;
  /** Stable, for machines. */
  errorCode?: string;
  /** For `again`; 5 seconds when absent. */
  afterMs?: number;
}

/** The work of one kind; see `RunHandler`. Must be able to run again after it was killed anywhere. */
export interface RunWorker {
  run(context: RunContext): Promise<RunResult>;
}
