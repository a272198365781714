import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { BulkRunner } from './bulk-runner';
import type { GroupOrderDto } from './bulk.dto';

/** Mirrors a group tree once. Input: the order. */
@RunHandler('mirrors.bulk')
export class BulkApplyWorker implements RunWorker {
  constructor(private readonly bulk: BulkRunner) {}

  async run(context: RunContext): Promise<RunResult> {
    return (await this.bulk.run(context, context.input as unknown as GroupOrderDto)).result;
  }
}
