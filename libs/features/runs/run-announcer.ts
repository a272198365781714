import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { Tx } from '@app/database';
import { Doorbell, JobCatalogue } from '@app/queue';
import type { Run } from './run.entity';
import { RUN_CHANGED, runChanged } from './run.events';

/** Tells the others about a run once its row is committed: the workers by the doorbell, listeners by an event. */
@Injectable()
export class RunAnnouncer {
  constructor(
    private readonly tx: Tx,
    private readonly doorbell: Doorbell,
    private readonly catalogue: JobCatalogue,
    private readonly events: EventEmitter2,
  ) {}

  changed(runs: Run[]): Promise<void> {
    return this.tx.afterCommit(() => {
      for (const run of runs) this.events.emit(RUN_CHANGED, runChanged(run));
    });
  }

  /** They wait for a worker, each for this long at least. */
  async queued(runs: Run[], delayMs: (run: Run) => number): Promise<void> {
    await this.tx.afterCommit(() => this.ring(runs, delayMs));
    await this.changed(runs);
  }

  ring(runs: Run[], delayMs: (run: Run) => number): void {
    for (const run of runs) {
      if (!this.catalogue.has(run.kind)) continue;
      this.doorbell.ring(
        run.kind,
        { runId: run.id, round: run.round },
        { delayMs: delayMs(run), urgent: run.trigger === 'manual' },
      );
    }
  }
}
