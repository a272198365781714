import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { within } from '@app/common';
import { Settings } from '@app/config';
import { WorkerRuntime } from '@app/queue';
import { ActiveRuns } from './active-runs';
import { PeriodicRunner } from './periodic-runner';
import { RunExecutor } from './run-executor';
import { RunHandlers } from './run-handlers';

/** Time that aborted work has to notice it. */
const ABORT_MS = 5_000;

/** Starts the work of a process when it is whole, and ends it in order while everything it needs is still there. */
@Injectable()
export class RunWorkerLifecycle implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Worker');

  constructor(
    private readonly settings: Settings,
    private readonly handlers: RunHandlers,
    private readonly runtime: WorkerRuntime,
    private readonly executor: RunExecutor,
    private readonly active: ActiveRuns,
    private readonly periodic: PeriodicRunner,
  ) {}

  onModuleInit(): void {
    this.handlers.discover();
    this.periodic.discover();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.runtime.start((kind, ring) => this.executor.execute(kind, ring));
    this.periodic.start();
  }

  /** Takes nothing new, lets the work in progress finish for a while, then aborts it: it goes back to the queue. */
  async onModuleDestroy(): Promise<void> {
    const done = Promise.all([this.runtime.drain(), this.periodic.stop()]);
    if (!(await isOver(done, this.settings.get('SHUTDOWN_TIMEOUT_SECONDS') * 1_000))) {
      this.active.abortAll();
      if (!(await isOver(done, ABORT_MS))) {
        this.logger.warn('Some work did not stop in time; other workers will take it over.');
      }
    }
    await this.runtime.close();
    await this.active.stop();
  }
}

const isOver = (work: Promise<unknown>, withinMs: number): Promise<boolean> =>
  within(withinMs, work).then(
    () => true,
    () => false,
  );
