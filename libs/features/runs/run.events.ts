import type { Run, RunProgress, RunStatus } from './run.entity';

/** Published in the process that changed the run, after commit. */
export const RUN_CHANGED = 'run.changed';

export interface RunChanged {
  id: number;
  kind: string;
  subject: string;
  status: RunStatus;
  progress: RunProgress | null;
}

export const runChanged = ({ id, kind, subject, status, progress }: RunChanged & Partial<Run>): RunChanged => ({
  id,
  kind,
  subject,
  status,
  progress,
});
