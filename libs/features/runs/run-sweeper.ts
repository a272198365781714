import { Injectable, Logger } from '@nestjs/common';
import { Settings } from '@app/config';
import { Tx } from '@app/database';
import { JobCatalogue } from '@app/queue';
import { Periodic } from './periodic.decorator';
import { RunAnnouncer } from './run-announcer';
import { RunSweeperRepository } from './run-sweeper.repository';
import { Runs } from './runs.service';

const BATCH = 500;
/** A ring needs a moment to be answered. */
const GRACE_MS = 3_000;
/** A run may wait long for a free slot; ringing for it again and again costs a little. */
const RING_AGAIN_MS = 15_000;
/** Longer than an upgrade takes during which old and new workers run side by side. */
const UNKNOWN_MINUTES = 60;

/** Makes good what crashes, lost rings and time leave behind. */
@Injectable()
export class RunSweeper {
  private readonly logger = new Logger(RunSweeper.name);

  constructor(
    private readonly settings: Settings,
    private readonly tx: Tx,
    private readonly catalogue: JobCatalogue,
    private readonly repository: RunSweeperRepository,
    private readonly announcer: RunAnnouncer,
    private readonly runs: Runs,
  ) {}

  /** Frees the runs of dead workers and rings for those that wait although they are due. */
  @Periodic('runs.sweep', () => 3)
  async sweep(): Promise<void> {
    const kinds = this.catalogue.kinds;
    const attempts = kinds.map((kind) => ({ kind, attempts: this.catalogue.find(kind)?.attempts ?? 0 }));
    await this.tx.run(async () => {
      const lost = await this.repository.expire(attempts, BATCH);
      await this.announcer.queued(
        lost.filter((run) => run.status === 'queued'),
        () => 0,
      );
      const ended = lost.filter((run) => run.status !== 'queued');
      await this.announcer.changed([...ended, ...(await this.repository.failUnknown(kinds, UNKNOWN_MINUTES))]);
      await this.runs.repeat(ended);
      if (lost.length > 0) this.logger.warn(`Took over ${lost.length} runs whose worker went silent.`);
    });
    const silent = await this.repository.markRung(GRACE_MS, RING_AGAIN_MS, BATCH);
    this.announcer.ring(silent, () => 0);
  }

  /** Forgets finished runs after their time. */
  @Periodic('runs.retention', () => 3_600)
  async purge(signal: AbortSignal): Promise<void> {
    const days = this.settings.get('RUN_RETENTION_DAYS');
    let deleted: number;
    do deleted = await this.repository.purge(days, BATCH);
    while (deleted === BATCH && !signal.aborted);
  }
}
