import { Injectable } from '@nestjs/common';
import { Clock } from '@app/common';
import { Settings } from '@app/config';
import { Tx } from '@app/database';
import { Periodic, Runs } from '@features/runs';
import { followSubject } from '../subject';
import { GroupFollowsRepository } from './group-follows.repository';
import { nextReconcile } from './next-reconcile';

const BATCH = 100;

/** Starts the reconciles that are due. */
@Injectable()
export class FollowScheduler {
  constructor(
    private readonly tx: Tx,
    private readonly follows: GroupFollowsRepository,
    private readonly runs: Runs,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Periodic('follows.tick', (settings) => settings.get('SCHEDULER_INTERVAL_SECONDS'))
  async tick(signal: AbortSignal): Promise<void> {
    let handled = BATCH;
    while (handled === BATCH && !signal.aborted) handled = await this.startBatch();
  }

  private startBatch(): Promise<number> {
    return this.tx.run(async () => {
      const now = this.clock.now();
      const due = await this.follows.lockDue(now, BATCH);
      if (due.length === 0) return 0;
      await this.runs.requestMany(
        due.map((id) => ({ kind: 'follow.reconcile', subject: followSubject(id), trigger: 'scheduled' })),
      );
      await this.follows.moved(due.map((id) => ({ id, at: nextReconcile(now, this.settings) })));
      return due.length;
    });
  }
}
