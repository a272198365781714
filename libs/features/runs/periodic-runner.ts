import { setMaxListeners } from 'node:events';
import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { runInContext, safeMessage } from '@app/common';
import { Settings } from '@app/config';
import { periodicOptions, type PeriodicWork } from './periodic.decorator';
import { PeriodicTasksRepository, type Schedule } from './periodic-tasks.repository';
import { Pulse } from './pulse';

const PULSE_MS = 1_000;

interface Running {
  controller: AbortController;
  done: Promise<void>;
}

/** Does what is marked `@Periodic` when the timetable says so. The lease of a process that died runs out. */
@Injectable()
export class PeriodicRunner {
  private readonly logger = new Logger(PeriodicRunner.name);
  private readonly owner = `${process.pid}:${randomUUID()}`;
  private readonly tasks = new Map<string, Schedule & { work: PeriodicWork }>();
  private readonly running = new Map<string, Running>();
  private readonly leaseMs: number;
  private readonly pulse = new Pulse(
    PULSE_MS,
    () => this.beat(),
    (error) => this.logger.warn(`The timetable could not be read: ${safeMessage(error)}`),
  );
  private registered = false;
  private renewAt = 0;

  constructor(
    private readonly settings: Settings,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly repository: PeriodicTasksRepository,
  ) {
    this.leaseMs = settings.get('RUN_LEASE_SECONDS') * 1_000;
  }

  /** @throws Error when two tasks have the same name */
  discover(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (typeof instance !== 'object' || instance === null) continue;
      const methods = instance as Record<string, PeriodicWork>;
      for (const key of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const method = methods[key];
        const options = method && periodicOptions(method);
        if (!options) continue;
        if (this.tasks.has(options.name)) throw new Error(`There are two periodic tasks ${options.name}.`);
        const everyMs = options.seconds(this.settings) * 1_000;
        this.tasks.set(options.name, { name: options.name, everyMs, work: method.bind(instance) });
      }
    }
  }

  start(): void {
    if (this.tasks.size > 0) this.pulse.start();
  }

  /** Begins nothing more, aborts what is going on and resolves when that is over. */
  async stop(): Promise<void> {
    await this.pulse.stop();
    for (const { controller } of this.running.values()) controller.abort();
    await Promise.all([...this.running.values()].map(({ done }) => done));
  }

  /** Begins what is due and resolves when that has begun: every second, and whenever somebody can't wait for that. */
  async beat(): Promise<void> {
    const schedules = [...this.tasks.values()].map(({ name, everyMs }) => ({ name, everyMs }));
    if (!this.registered) await this.repository.register(schedules);
    this.registered = true;
    await this.renew();
    const idle = schedules.filter(({ name }) => !this.running.has(name));
    for (const name of await this.repository.claimDue(idle, this.owner, this.leaseMs)) this.begin(name);
  }

  private async renew(): Promise<void> {
    const now = performance.now();
    if (this.running.size === 0 || now < this.renewAt) return;
    const names = [...this.running.keys()];
    const renewed = await this.repository.renew(names, this.owner, this.leaseMs);
    for (const name of names) if (!renewed.includes(name)) this.running.get(name)?.controller.abort();
    this.renewAt = now + this.leaseMs / 3;
  }

  private begin(name: string): void {
    const task = this.tasks.get(name);
    if (!task) return;
    const controller = new AbortController();
    // Each request in flight listens, and there may be dozens: no leak.
    setMaxListeners(0, controller.signal);
    const done = runInContext({ requestId: name, actor: 'system' }, () => this.perform(task, controller.signal));
    this.running.set(name, { controller, done });
  }

  private async perform({ name, work }: { name: string; work: PeriodicWork }, signal: AbortSignal): Promise<void> {
    let error: string | null = null;
    try {
      await work(signal);
    } catch (thrown) {
      error = safeMessage(thrown);
      if (!signal.aborted) this.logger.warn(`${name} failed: ${error}`);
    }
    try {
      await this.repository.finish(name, this.owner, error);
    } catch (thrown) {
      this.logger.warn(`The end of ${name} could not be written: ${safeMessage(thrown)}`);
    } finally {
      this.running.delete(name);
    }
  }
}
