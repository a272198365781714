import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { BatchRunner } from '../batch/batch-runner';
import { StepRunner } from './step-runner';

/** Does the steps of a plan. Input: `batch`. */
@RunHandler('configuration.apply')
export class ConfigurationApplyWorker implements RunWorker {
  constructor(
    private readonly runner: BatchRunner,
    private readonly steps: StepRunner,
  ) {}

  run(context: RunContext): Promise<RunResult> {
    return this.runner.run(context, (item) => this.steps.run(item));
  }
}
