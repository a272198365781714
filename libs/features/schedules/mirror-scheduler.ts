import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '@app/common';
import { Tx } from '@app/database';
import { mirrorSubject } from '@features/mirrors';
import { Periodic, Runs } from '@features/runs';
import { DueSchedulesQuery } from './due-schedules.query';
import { nextRun } from './next-run';

const BATCH = 100;

/** Starts the mirror syncs that are due. A sync that is still going on is joined. */
@Injectable()
export class MirrorScheduler {
  private readonly logger = new Logger(MirrorScheduler.name);

  constructor(
    private readonly tx: Tx,
    private readonly clock: Clock,
    private readonly due: DueSchedulesQuery,
    private readonly runs: Runs,
  ) {}

  @Periodic('schedules.tick', (settings) => settings.get('SCHEDULER_INTERVAL_SECONDS'))
  async tick(signal: AbortSignal): Promise<void> {
    let handled = BATCH;
    while (handled === BATCH && !signal.aborted) handled = await this.startBatch();
  }

  private startBatch(): Promise<number> {
    return this.tx.run(async () => {
      const now = this.clock.now();
      const schedules = await this.due.lockDue(now, BATCH);
      if (schedules.length === 0) return 0;
      const mirrors = await this.due.mirrorsOf(schedules.map(({ id }) => id));
      await this.runs.requestMany(
        mirrors.map((id) => ({ kind: 'mirror.sync', subject: mirrorSubject(id), trigger: 'scheduled' })),
      );
      await this.due.moved(
        schedules.map((schedule) => ({ id: schedule.id, nextRunAt: nextRun(schedule, now) })),
        now,
      );
      this.logger.log(`${schedules.length} schedules are due, with ${mirrors.length} mirrors.`);
      return schedules.length;
    });
  }
}
