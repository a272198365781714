import { Injectable, Logger } from '@nestjs/common';
import { safeMessage } from '@app/common';
import { Settings } from '@app/config';
import type { ActiveRun } from './active-run';
import { Pulse } from './pulse';
import { RunAnnouncer } from './run-announcer';
import { type Held, RunLeasesRepository } from './run-leases.repository';

const PULSE_MS = 1_000;

const held = ({ id, owner }: Held): Held => ({ id, owner });

/**
 * The attempts of this process. Once a second, in at most three statements whatever their number: writes down their
 * progress, renews their leases, and hears of those that somebody cancelled or another worker took over.
 */
@Injectable()
export class ActiveRuns {
  private readonly logger = new Logger(ActiveRuns.name);
  private readonly active = new Set<ActiveRun>();
  private readonly pulse = new Pulse(
    PULSE_MS,
    () => this.beat(),
    (error) => this.logger.warn(`Leases of ${this.active.size} runs are not renewed: ${safeMessage(error)}`),
  );
  /** Apart from the pulse, which may hang in a statement. */
  private expiry: NodeJS.Timeout | undefined;
  private renewAt = 0;
  readonly leaseMs: number;

  constructor(
    settings: Settings,
    private readonly repository: RunLeasesRepository,
    private readonly announcer: RunAnnouncer,
  ) {
    this.leaseMs = settings.get('RUN_LEASE_SECONDS') * 1_000;
  }

  add(run: ActiveRun): void {
    this.active.add(run);
    this.pulse.start();
    this.expiry ??= setInterval(() => this.abortExpired(), PULSE_MS);
  }

  remove(run: ActiveRun): void {
    this.active.delete(run);
  }

  abortAll(): void {
    for (const run of this.active) run.abort('shutdown');
  }

  stop(): Promise<void> {
    clearInterval(this.expiry);
    return this.pulse.stop();
  }

  private async beat(): Promise<void> {
    const runs = [...this.active];
    if (runs.length === 0) return;
    await this.writeNews(runs);
    await this.renew(runs);
    const watched = new Map((await this.repository.watch(runs.map(held))).map(({ id, cancel }) => [id, cancel]));
    for (const run of runs) {
      if (!watched.has(run.id)) run.abort('lease_lost');
      else if (watched.get(run.id)) run.abort('cancelled');
    }
  }

  private async renew(runs: ActiveRun[]): Promise<void> {
    const now = performance.now();
    if (now < this.renewAt) return;
    const renewed = new Set(await this.repository.renew(runs.map(held), this.leaseMs));
    for (const run of runs) if (renewed.has(run.id)) run.leaseUntil = now + this.leaseMs;
    this.renewAt = now + this.leaseMs / 3;
  }

  /** While the database is away no lease is renewed: work must end before another worker may begin it. */
  private abortExpired(): void {
    const now = performance.now();
    for (const run of this.active) if (run.leaseUntil <= now) run.abort('lease_lost');
  }

  private async writeNews(runs: ActiveRun[]): Promise<void> {
    const news = runs.flatMap((run) => {
      const report = run.news();
      return report ? [{ run, report }] : [];
    });
    if (news.length === 0) return;
    try {
      await this.announcer.changed(
        await this.repository.report(news.map(({ run, report }) => ({ ...held(run), ...report }))),
      );
    } catch (error) {
      for (const { run } of news) run.keepNews();
      throw error;
    }
  }
}
