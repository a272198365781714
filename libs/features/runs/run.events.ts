import type { Run, RunStatus } from './run.entity';
import { progressView, type RunProgressView } from './run.view';

/** Published in the process that changed the run, after commit. */
export const RUN_CHANGED = 'run.changed';

export interface RunChanged {
  id: number;
  kind: string;
  subject: string;
  status: RunStatus;
  progress: RunProgressView | null;
}

export const runChanged = (run: Run): RunChanged => {
  const { id, kind, subject, status } = run;
  return { id, kind, subject, status, progress: progressView(run) };
};
