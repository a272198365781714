import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { inParallel, isTemporary, safeMessage } from '@app/common';
import { Settings } from '@app/config';
import type { RunContext, RunResult } from '@features/runs';
import { adviceFor, updateBegan, type GitlabState } from '../gitlab/gitlab-state';
import { SyncGate } from '../hold/sync-gate';
import { MIRROR_EVENTS, mirrorEvent } from '../mirror-events';
import { MirrorsRepository } from '../mirrors.repository';
import { MirrorStatesQuery, type KnownMirror, type OwnerProject, type StateChange } from './mirror-states.query';
import { MirrorSyncsRepository, type OpenSync } from './mirror-syncs.repository';
import { nextStep } from './next-step';
import { byProject, changeOf, MISSING, ProjectStates, type ProjectState } from './project-states';
import { toldState } from './told-state';

const AT_A_TIME = 20;
const PATIENCE_MS = 30 * 60_000;
const FIRST_LOOK_MS = 1_000;
const SLOWEST_LOOK_MS = 30_000;

type WaitingMirror = KnownMirror & { sync: OpenSync };

interface Round {
  started: { id: number; previousUpdateAt: Date | null }[];
  finished: { id: number; status: 'success' | 'failed'; error: string | null }[];
  changes: StateChange[];
}

/** Milliseconds until the next look at what GitLab is doing: soon at first, rarer the longer it takes. */
export const nextLook = (waitedMs: number): number =>
  Math.round(Math.min(SLOWEST_LOOK_MS, Math.max(FIRST_LOOK_MS, waitedMs / 3)));

/**
 * Asks GitLab to update mirrors and waits for the outcome of each, without holding a slot: every round reads each
 * project once, then the run is put back until the next look. What is waited for are rows, so a killed worker loses
 * nothing.
 */
@Injectable()
export class MirrorSyncer {
  constructor(
    private readonly states: MirrorStatesQuery,
    private readonly syncs: MirrorSyncsRepository,
    private readonly projects: ProjectStates,
    private readonly gate: SyncGate,
    private readonly mirrors: MirrorsRepository,
    private readonly settings: Settings,
    private readonly events: EventEmitter2,
  ) {}

  /** One round for the mirrors that were opened for this run. */
  async round(context: RunContext): Promise<RunResult> {
    const { run } = context;
    const open = await this.syncs.opened(run.id);
    const waitedMs = Date.now() - (run.startedAt ?? run.createdAt).getTime();
    if (open.length > 0) await this.work(open, toldState(context.input), waitedMs > PATIENCE_MS, context.signal);
    const { total, success, failed, error } = await this.syncs.outcome(run.id);
    context.progress(success + failed, total, 'waiting for GitLab');
    if (total > 1 && failed > 0) {
      for (const failure of await this.syncs.failures(run.id)) context.itemError(failure.name, failure.error);
    }
    if (success + failed < total) return { status: 'again', afterMs: nextLook(waitedMs) };
    if (failed === 0) return { status: 'success' };
    const advice = adviceFor(error);
    const reason = [error, advice].filter((text) => text !== null).join(' ');
    return { status: success > 0 ? 'partial' : 'failed', error: reason, errorCode: 'mirror_sync_failed' };
  }

  private async work(open: OpenSync[], told: GitlabState | null, giveUp: boolean, signal: AbortSignal): Promise<void> {
    const bySync = new Map(open.map((sync) => [sync.mirrorId, sync]));
    const known = await this.states.byIds([...bySync.keys()]);
    const waiting = known.flatMap((mirror) => {
      const sync = bySync.get(mirror.id);
      return sync === undefined ? [] : [{ ...mirror, sync }];
    });
    const round: Round = { started: [], finished: [], changes: [] };
    try {
      const going = await this.through(waiting, round, signal);
      await inParallel(byProject(going), AT_A_TIME, async ({ project, mirrors }) => {
        signal.throwIfAborted();
        try {
          await this.project(await this.stateOf(project, mirrors, told, signal), mirrors, round, signal);
        } catch (error) {
          this.failed(error, mirrors, round, signal);
        }
      });
    } finally {
      // What GitLab was asked is remembered even when the round was cut short.
      await this.store(round, waiting, giveUp);
    }
  }

  /** Those that nothing stands in the way of; the others are refused, or come next round. */
  private async through(waiting: WaitingMirror[], round: Round, signal: AbortSignal): Promise<WaitingMirror[]> {
    const queued = waiting.filter(({ sync }) => sync.status === 'queued').map(({ id }) => id);
    const { stopped, postponed } = await this.gate.check(queued, signal);
    return waiting.filter(({ id, sync }) => {
      const error = stopped.get(id);
      if (error !== undefined) round.finished.push({ id: sync.id, status: 'failed', error });
      return error === undefined && !postponed.has(id);
    });
  }

  /** Read from GitLab, unless it has just told when it made the mirror. */
  private async stateOf(
    project: OwnerProject,
    mirrors: WaitingMirror[],
    told: GitlabState | null,
    signal: AbortSignal,
  ): Promise<ProjectState> {
    const [mirror] = mirrors;
    if (told === null || mirror === undefined || mirror.sync.status !== 'queued') {
      return this.projects.read(project, { signal });
    }
    return this.projects.known(project, { id: mirror.mirrorId, state: told });
  }

  private async project(
    { client, driver, mirrors: found }: ProjectState,
    mirrors: WaitingMirror[],
    round: Round,
    signal: AbortSignal,
  ): Promise<void> {
    for (const mirror of mirrors) {
      const gitlab = found.get(mirror.mirrorId);
      const change = changeOf(mirror, gitlab);
      const { id } = mirror.sync;
      if (gitlab === undefined) {
        round.finished.push({ id, status: 'failed', error: MISSING });
        round.changes.push(change);
        continue;
      }
      const step = nextStep(mirror.sync, gitlab.state, mirror.direction, new Date());
      if (step === 'done') {
        const success = change.lastUpdateStatus === 'finished';
        round.finished.push({ id, status: success ? 'success' : 'failed', error: change.lastError });
        round.changes.push(change);
      } else if (step !== 'wait') {
        if (step === 'ask') await driver.trigger(client, mirror.projectId, gitlab.id, { signal });
        round.started.push({ id, previousUpdateAt: step === 'ask' ? updateBegan(gitlab.state) : null });
        round.changes.push({ ...change, lastUpdateStatus: 'updating' });
      }
    }
  }

  /** What passes by itself is tried again in the next round; the rest is the outcome. */
  private failed(error: unknown, mirrors: WaitingMirror[], round: Round, signal: AbortSignal): void {
    signal.throwIfAborted();
    if (isTemporary(error)) return;
    const reason = safeMessage(error);
    const done = new Set([...round.started, ...round.finished].map(({ id }) => id));
    const rest = mirrors.filter(({ sync }) => !done.has(sync.id));
    round.finished.push(...rest.map(({ sync }) => ({ id: sync.id, status: 'failed' as const, error: reason })));
  }

  private async store(round: Round, waiting: WaitingMirror[], giveUp: boolean): Promise<void> {
    if (giveUp) {
      const done = new Set(round.finished.map(({ id }) => id));
      const error = 'GitLab has not finished after half an hour. Its state goes on being read.';
      for (const { sync } of waiting)
        if (!done.has(sync.id)) round.finished.push({ id: sync.id, status: 'failed', error });
    }
    await this.syncs.started(round.started);
    await this.syncs.finished(round.finished);
    await this.states.store(round.changes, this.settings.get('MIRROR_REFRESH_INTERVAL_SECONDS'));
    for (const mirror of await this.mirrors.byIds(round.changes.map(({ id }) => id))) {
      this.events.emit(MIRROR_EVENTS.changed, mirrorEvent(mirror, ['last_update_status']));
    }
  }
}
