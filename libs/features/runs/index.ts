export { Periodic, type PeriodicWork } from './periodic.decorator';
export { PeriodicRunner } from './periodic-runner';
export { PeriodicTask } from './periodic-task.entity';
export { RunAborted, type AbortReason } from './run-aborted';
export type { RunContext, RunResult, RunWorker } from './run-context';
export {
  Run,
  RUN_STATUSES,
  RUN_TRIGGERS,
  type RunItemError,
  type RunProgress,
  type RunStatus,
  type RunSummary,
  type RunTrigger,
} from './run.entity';
export { RUN_CHANGED, type RunChanged } from './run.events';
export { RunHandler } from './run-handler.decorator';
export { RunSubjects, type SubjectName } from './run-subjects';
export { durationMs, progressView } from './run.view';
export { RunsApiModule, RunsModule, RunsWorkerModule } from './runs.module';
export { Runs, type Requested, type RunRequest } from './runs.service';
