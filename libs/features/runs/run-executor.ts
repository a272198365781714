import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { runInContext, safeMessage } from '@app/common';
import { Tx } from '@app/database';
import { JobCatalogue, type JobDefinition, type JobKind, type Ring } from '@app/queue';
import { ActiveRun } from './active-run';
import { ActiveRuns } from './active-runs';
import { RunAnnouncer } from './run-announcer';
import { RunHandlers } from './run-handlers';
import { RunLeasesRepository } from './run-leases.repository';
import { codeOf, type Ending, settle, type Settlement } from './run-outcome';
import { Runs } from './runs.service';

const SETTLE_AGAIN_MS = 1_000;

/** Answers a ring: does the work of the run, if it waits and is due, and writes down how it ended. */
@Injectable()
export class RunExecutor {
  private readonly logger = new Logger(RunExecutor.name);

  constructor(
    private readonly tx: Tx,
    private readonly catalogue: JobCatalogue,
    private readonly handlers: RunHandlers,
    private readonly repository: RunLeasesRepository,
    private readonly active: ActiveRuns,
    private readonly runs: Runs,
    private readonly announcer: RunAnnouncer,
  ) {}

  async execute(kind: JobKind, { runId }: Ring): Promise<void> {
    const definition = this.catalogue.find(kind);
    if (!definition) return;
    const active = await this.claim(runId);
    if (active) {
      const context = { requestId: `run-${runId}`, actor: active.run.requestedBy, origin: `run ${runId} (${kind})` };
      await runInContext(context, () => this.work(kind, definition, active));
    }
  }

  /** A ring whose row can't be read is as good as lost: the sweeper rings again. */
  private async claim(id: number): Promise<ActiveRun | null> {
    const owner = `${process.pid}:${randomUUID()}`;
    const leaseUntil = performance.now() + this.active.leaseMs;
    try {
      const run = await this.repository.claim({ id, owner }, this.active.leaseMs);
      return run && new ActiveRun(run, owner, leaseUntil);
    } catch (error) {
      this.logger.warn(`Run ${id} could not be begun: ${safeMessage(error)}`);
      return null;
    }
  }

  private async work(kind: JobKind, definition: JobDefinition, active: ActiveRun): Promise<void> {
    this.active.add(active);
    const limit = setTimeout(() => active.abort('time_limit'), definition.timeLimit * 1_000).unref();
    try {
      await this.announcer.changed([active.run]);
      const ending = await this.handle(kind, active);
      const settlement = settle(
        { ...ending, aborted: active.aborted },
        { ...definition, attempt: active.run.attempt },
        Math.random(),
      );
      if (settlement) await this.settle(active, settlement);
    } finally {
      clearTimeout(limit);
      this.active.remove(active);
    }
  }

  private async handle(kind: JobKind, active: ActiveRun): Promise<Ending> {
    try {
      return { result: await this.handlers.get(kind).run(active) };
    } catch (thrown) {
      // Something that nobody foresaw: the row gets a sentence, the log what a developer needs.
      if (!active.signal.aborted && codeOf(thrown) === 'internal_error') {
        this.logger.error(
          `Run ${active.id} (${kind}, ${active.run.subject}) failed: ${safeMessage(thrown)}`,
          thrown instanceof Error ? thrown.stack : undefined,
        );
      }
      return { thrown };
    }
  }

  /** Tries until it is written or the lease is over; then the sweeper has the work done again. */
  private async settle(active: ActiveRun, settlement: Settlement): Promise<void> {
    for (;;) {
      try {
        return await this.write(active, settlement);
      } catch (error) {
        this.logger.warn(`The end of run ${active.id} could not be written: ${safeMessage(error)}`);
        if (performance.now() + SETTLE_AGAIN_MS >= active.leaseUntil) return;
        await sleep(SETTLE_AGAIN_MS);
      }
    }
  }

  private write(active: ActiveRun, settlement: Settlement): Promise<void> {
    return this.tx.run(async () => {
      const run = await this.repository.settle(active, active.report(), settlement);
      if (!run) return;
      if (run.status === 'queued' && settlement.type === 'requeue') {
        await this.announcer.queued([run], () => settlement.afterMs);
      } else {
        await this.announcer.changed([run]);
        await this.runs.repeat([run]);
      }
    });
  }
}
