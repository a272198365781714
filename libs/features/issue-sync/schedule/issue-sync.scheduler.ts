import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@app/common';
import { Tx } from '@app/database';
import { Periodic, Runs } from '@features/runs';
import { nextSlot } from '../config/schedule';
import { ISSUE_SYNC_KIND, subjectOf } from '../jobs/issue-sync-jobs.service';
import { DueConfigsQuery } from './due-configs.query';

/** Configs a transaction; there may be thousands after a night without us. */
const BATCH = 500;

/** Starts the syncs that are due. A run that is still going on is joined: nothing piles up. */
@Injectable()
export class IssueSyncScheduler {
  private readonly logger = new Logger(IssueSyncScheduler.name);

  constructor(
    private readonly tx: Tx,
    private readonly clock: Clock,
    private readonly due: DueConfigsQuery,
    private readonly runs: Runs,
  ) {}

  @Periodic('issue-sync.tick', (settings) => settings.get('SCHEDULER_INTERVAL_SECONDS'))
  async tick(signal: AbortSignal): Promise<void> {
    let started = BATCH;
    while (started === BATCH && !signal.aborted) started = await this.startBatch();
  }

  private startBatch(): Promise<number> {
    return this.tx.run(async () => {
      const now = this.clock.now();
      const configs = await this.due.lockDue(now, BATCH);
      if (configs.length === 0) return 0;
      await this.runs.requestMany(
        configs.map(({ id }) => ({ kind: ISSUE_SYNC_KIND, subject: subjectOf(id), trigger: 'scheduled' })),
      );
      await this.due.reschedule(
        configs.map(({ id, syncIntervalMinutes }) => ({ id, at: nextSlot(id, syncIntervalMinutes, now) })),
      );
      this.logger.log(`${configs.length} issue syncs are due.`);
      return configs.length;
    });
  }
}
