import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { inParallel, safeMessage } from '@app/common';
import { Settings } from '@app/config';
import { updateBegan } from '../gitlab/gitlab-state';
import { isNotFound } from '../gitlab/not-found';
import { MIRROR_EVENTS, mirrorEvent } from '../mirror-events';
import { MirrorsRepository } from '../mirrors.repository';
import { ProjectPathsQuery } from '../projects/project-paths.query';
import { MirrorStatesQuery, type KnownMirror, type OwnerProject, type StateChange } from './mirror-states.query';
import { MirrorSyncsRepository, type SeenSync } from './mirror-syncs.repository';
import { byProject, changeOf, isNews, ProjectStates, type ProjectState } from './project-states';

const BATCH = 200;
const AT_A_TIME = 20;

interface Findings {
  changes: StateChange[];
  failures: { id: number; reason: string }[];
  seen: SeenSync[];
  news: number[];
  /** GitLab does not find their project. */
  lost: number[];
}

/** Keeps what we say about mirrors true: reads their state from GitLab, one request for each project. */
@Injectable()
export class MirrorRefresh {
  constructor(
    private readonly states: MirrorStatesQuery,
    private readonly syncs: MirrorSyncsRepository,
    private readonly projects: ProjectStates,
    private readonly paths: ProjectPathsQuery,
    private readonly mirrors: MirrorsRepository,
    private readonly settings: Settings,
    private readonly events: EventEmitter2,
  ) {}

  /** Everything that is due, in batches. */
  async due(signal: AbortSignal): Promise<void> {
    for (;;) {
      const due = await this.states.dueProjects(BATCH);
      if (due.length === 0) return;
      await this.refresh(await this.states.ofProjects(due), signal);
      signal.throwIfAborted();
    }
  }

  async ofMirrors(ids: number[], signal: AbortSignal): Promise<void> {
    await this.refresh(await this.states.byIds(ids), signal);
  }

  private async refresh(known: KnownMirror[], signal: AbortSignal): Promise<void> {
    const found: Findings = { changes: [], failures: [], seen: [], news: [], lost: [] };
    await inParallel(byProject(known), AT_A_TIME, async ({ project, mirrors }) => {
      signal.throwIfAborted();
      await this.look(project, mirrors, found, signal);
    });
    const interval = this.settings.get('MIRROR_REFRESH_INTERVAL_SECONDS');
    await this.states.store(found.changes, interval);
    await this.states.storeFailures(found.failures, interval);
    await this.paths.hurry(found.lost);
    await this.syncs.seen(found.seen);
    for (const mirror of await this.mirrors.byIds(found.news)) {
      this.events.emit(MIRROR_EVENTS.changed, mirrorEvent(mirror, ['last_update_status']));
    }
  }

  private async look(project: OwnerProject, known: KnownMirror[], found: Findings, signal: AbortSignal): Promise<void> {
    let state: ProjectState;
    try {
      state = await this.projects.read(project, { signal });
    } catch (error) {
      signal.throwIfAborted();
      const reason = safeMessage(error);
      if (isNotFound(error)) found.lost.push(...known.map(({ id }) => id));
      found.failures.push(...known.map(({ id }) => ({ id, reason })));
      return;
    }
    for (const mirror of known) {
      const gitlab = state.mirrors.get(mirror.mirrorId);
      const change = changeOf(mirror, gitlab);
      found.changes.push(change);
      if (!isNews(mirror, change)) continue;
      found.news.push(mirror.id);
      const seen = gitlab && seenSync(mirror, change, updateBegan(gitlab.state));
      if (seen) found.seen.push(seen);
    }
  }
}

/** The update that GitLab has finished since we last looked, if it has. */
function seenSync(
  before: KnownMirror,
  { lastUpdateStatus, lastUpdateAt, lastError }: StateChange,
  began: Date | null,
): SeenSync | null {
  if (lastUpdateStatus !== 'finished' && lastUpdateStatus !== 'failed') return null;
  if (lastUpdateAt === null || lastUpdateAt.getTime() === before.lastUpdateAt?.getTime()) return null;
  const status = lastUpdateStatus === 'finished' ? 'success' : 'failed';
  return { mirrorId: before.id, status, startedAt: began, finishedAt: lastUpdateAt, error: lastError };
}
