import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { BatchRunner } from '../batch/batch-runner';
import { RowImporter } from './row-importer';

/** Makes the mirrors of a large document. Subject: the pair; input: `batch`, `dry_run`. */
@RunHandler('pair.import')
export class PairImportWorker implements RunWorker {
  constructor(
    private readonly runner: BatchRunner,
    private readonly importer: RowImporter,
  ) {}

  run(context: RunContext): Promise<RunResult> {
    const pairId = Number(context.run.subject.replace('pair:', ''));
    const dryRun = context.input.dry_run === true;
    return this.runner.run(context, ({ payload, begun }) => this.importer.import(pairId, payload, { dryRun, begun }));
  }
}
