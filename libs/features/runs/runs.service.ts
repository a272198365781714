import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AppError, currentActor, notFound, type Page, type PageRequest } from '@app/common';
import { Tx } from '@app/database';
import type { JobKind } from '@app/queue';
import { RunAnnouncer } from './run-announcer';
import { LIVE_STATUSES, type Run, type RunSummary, type RunTrigger } from './run.entity';
import { type NewRun, type RunFilter, RunsRepository } from './runs.repository';

export interface RunRequest {
  kind: JobKind;
  /** What it works on: `mirror:12`, `pair:4`. At most one live run for a kind and subject. */
  subject: string;
  trigger: RunTrigger;
  /** What the handler needs beside the subject: ids and options, never a secret. */
  input?: Record<string, unknown>;
  runAfter?: Date;
  /**
   * When the same work is running already: `join` (the default) is content with it; `repeat` has it done once more
   * afterwards, for work that may have read what has just changed.
   */
  whenRunning?: 'join' | 'repeat';
}

export interface Requested {
  run: Run;
  /** False: a live run of this kind and subject was there already, and this is it. */
  created: boolean;
}

const POLL_MS = 100;
/** A live run may finish between our attempt to insert and our look at it; three times in a row it will not. */
const TRIES = 3;

const keyOf = ({ kind, subject }: { kind: string; subject: string }): string => `${kind} ${subject}`;

/** Background work, as those see it who ask for it. */
@Injectable()
export class Runs {
  constructor(
    private readonly tx: Tx,
    private readonly repository: RunsRepository,
    private readonly announcer: RunAnnouncer,
  ) {}

  /** What these worked on changed while they ran: has it done once more. Joins the open transaction. */
  async repeat(runs: Run[]): Promise<void> {
    const again = runs.filter((run) => run.repeat);
    await this.requestMany(
      again.map(({ kind, subject, input }) => ({ kind: kind as JobKind, subject, input, trigger: 'system' })),
    );
  }

  /** Makes a run, or finds the live one. Joins the open transaction; the doorbell rings after its commit. */
  async request(request: RunRequest): Promise<Requested> {
    const [requested] = await this.requestMany([request]);
    if (!requested) throw new Error('Unreachable: a request has an answer.');
    return requested;
  }

  /** The same for many at once, in two statements. Answers in the order of the requests. */
  requestMany(requests: RunRequest[]): Promise<Requested[]> {
    return this.tx.run(async () => {
      const found = new Map<string, Requested>();
      for (let tries = 0; tries < TRIES; tries++) {
        const missing = requests.filter((request) => !found.has(keyOf(request)));
        if (missing.length === 0) break;
        await this.createOrFind(missing, found);
      }
      return requests.map((request) => {
        const requested = found.get(keyOf(request));
        if (!requested) throw new AppError('conflict', 'run_busy', `${request.subject} is busy. Try again.`);
        return requested;
      });
    });
  }

  /** @throws AppError not_found */
  async get(id: number): Promise<Run> {
    const run = await this.repository.find(id);
    if (!run) throw notFound('run', id);
    return run;
  }

  find(id: number): Promise<Run | null> {
    return this.repository.find(id);
  }

  /** Newest first, unless `sort` says otherwise (`created_at`, `started_at`, `finished_at`). */
  list(filter: RunFilter, request: PageRequest & { sort?: string | undefined }): Promise<Page<RunSummary>> {
    return this.repository.list(filter, request);
  }

  /**
   * A queued run is cancelled at once; a running one as soon as its handler has stopped.
   * @throws AppError not_found; conflict when it is finished
   */
  cancel(id: number): Promise<Run> {
    return this.tx.run(async () => {
      for (let tries = 0; tries < TRIES; tries++) {
        const changed = [...(await this.repository.cancelQueued(id)), ...(await this.repository.requestCancel(id))];
        if (changed[0]) {
          await this.announcer.changed(changed);
          return changed[0];
        }
        this.refuseFinished(await this.get(id), 'cancelled');
      }
      throw new AppError('conflict', 'run_busy', `Run ${id} is changing just now. Try again.`);
    });
  }

  /**
   * Does the work of a finished run again, as a new run (or the live one); has a run that waits for its next attempt
   * start at once.
   * @throws AppError not_found; conflict while it is running
   */
  retry(id: number): Promise<Run> {
    return this.tx.run(async () => {
      const [expedited] = await this.repository.expedite(id);
      if (expedited) {
        await this.announcer.queued([expedited], () => 0);
        return expedited;
      }
      const run = await this.get(id);
      if (LIVE_STATUSES.includes(run.status)) {
        throw new AppError(
          'conflict',
          'run_is_running',
          `Run ${id} is running. Cancel it or wait until it is finished.`,
        );
      }
      const { kind, subject, input } = run;
      return (await this.request({ kind: kind as JobKind, subject, input, trigger: 'manual' })).run;
    });
  }

  /**
   * Waits up to so many milliseconds for it to finish, and for the run that repeats it, if that was asked for meanwhile;
   * returns the last one, finished or not. Never call it in a transaction.
   */
  async waitFor(id: number, waitMs: number): Promise<Run> {
    const deadline = performance.now() + waitMs;
    let run = await this.get(id);
    for (;;) {
      const isLive = LIVE_STATUSES.includes(run.status);
      const repetition = !isLive && run.repeat ? await this.repository.findNext(run) : null;
      const left = deadline - performance.now();
      if (left <= 0 || (!isLive && repetition === null)) return run;
      if (repetition === null) await sleep(Math.min(POLL_MS, left));
      run = repetition ?? (await this.get(run.id));
    }
  }

  private async createOrFind(requests: RunRequest[], found: Map<string, Requested>): Promise<void> {
    const delays = new Map(requests.map((request) => [keyOf(request), delayUntil(request.runAfter)]));
    // Of two equal requests the first makes the run, and both get it.
    const seen = new Set<string>();
    const unique = requests.filter((request) => !seen.has(keyOf(request)) && seen.add(keyOf(request)));
    const created = await this.repository.insertMissing(unique.map(newRun));
    for (const run of created) found.set(keyOf(run), { run, created: true });
    await this.announcer.queued(created, (run) => delays.get(keyOf(run)) ?? 0);

    const existing = unique.filter((request) => !found.has(keyOf(request)));
    if (existing.length === 0) return;
    const live = await this.repository.findLive(existing);
    const repeat = new Set(existing.filter((request) => request.whenRunning === 'repeat').map(keyOf));
    const running = live.filter((run) => run.status === 'running' && repeat.has(keyOf(run)));
    const repeated = running.length === 0 ? [] : await this.repository.markRepeat(running.map((run) => run.id));
    for (const run of live) {
      // One that finished before it could be marked is not found: a new run takes its place.
      if (!running.includes(run) || repeated.includes(run.id)) found.set(keyOf(run), { run, created: false });
    }
  }

  private refuseFinished(run: Run, verb: string): void {
    if (LIVE_STATUSES.includes(run.status)) return;
    throw new AppError(
      'conflict',
      'run_is_finished',
      `Run ${run.id} is finished (${run.status}); it cannot be ${verb}.`,
    );
  }
}

const delayUntil = (time: Date | undefined): number => (time ? Math.max(0, time.getTime() - Date.now()) : 0);

const newRun = ({ kind, subject, trigger, input = {}, runAfter }: RunRequest): NewRun => ({
  kind,
  subject,
  trigger,
  requestedBy: currentActor(),
  input,
  delayMs: delayUntil(runAfter),
});
