import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { ForeignError, inParallel } from '@app/common';
import type { CallOptions } from '@app/gitlab';
import { InstanceGateway } from '@features/instances';
import { Periodic } from '@features/runs';
import type { MirrorContext } from '../mirror-context';
import { MIRROR_EVENTS, mirrorEvent } from '../mirror-events';
import { MirrorsRepository } from '../mirrors.repository';
import { lookAtProject, type ProjectLook } from './project-look';
import { ProjectPathsQuery, type LearntProjects, type MirrorProjectsRow } from './project-paths.query';

const BATCH = 100;
const AT_A_TIME = 4;

export interface FoundProjects {
  source: ProjectLook;
  target: ProjectLook;
}

/** Follows the projects of mirrors: renamed, moved, archived, marked for deletion, gone. The id is what counts. */
@Injectable()
export class ProjectFollower {
  constructor(
    private readonly paths: ProjectPathsQuery,
    private readonly mirrors: MirrorsRepository,
    private readonly instances: InstanceGateway,
    private readonly events: EventEmitter2,
  ) {}

  /** Looks at both projects of a mirror and keeps what is learnt. @throws ForeignError */
  async follow({ mirror, owner, other }: MirrorContext, options: CallOptions): Promise<FoundProjects> {
    const [from, to] = mirror.direction === 'push' ? [owner, other] : [other, owner];
    const [source, target] = await Promise.all([
      lookAtProject(from, 'source', options),
      lookAtProject(to, 'target', options),
    ]);
    await this.keep([learnt(mirror, source, target)]);
    return { source, target };
  }

  /** Two requests for each mirror whose turn it is; one project that several mirrors share is asked for once. */
  @Periodic('mirrors.follow-projects', (settings) => settings.get('SCHEDULER_INTERVAL_SECONDS'))
  async due(signal: AbortSignal): Promise<void> {
    const rows = await this.paths.due(BATCH);
    const looks = new Map<string, Promise<ProjectLook>>();
    const found: LearntProjects[] = [];
    const failed: number[] = [];
    await inParallel(rows, AT_A_TIME, async (row) => {
      signal.throwIfAborted();
      try {
        const [source, target] = await Promise.all([
          this.once(looks, row, 'source', signal),
          this.once(looks, row, 'target', signal),
        ]);
        found.push(learnt(row, source, target));
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ForeignError)) throw error;
        failed.push(row.id);
      }
    });
    await this.keep(found);
    await this.paths.postpone(failed);
  }

  private once(
    looks: Map<string, Promise<ProjectLook>>,
    row: MirrorProjectsRow,
    role: 'source' | 'target',
    signal: AbortSignal,
  ): Promise<ProjectLook> {
    const [instanceId, projectId, projectPath] =
      role === 'source'
        ? [row.sourceInstanceId, row.sourceProjectId, row.sourceProjectPath]
        : [row.targetInstanceId, row.targetProjectId, row.targetProjectPath];
    const key = `${role}:${instanceId}:${projectId}`;
    const look = looks.get(key) ?? this.look(instanceId, projectId, projectPath, role, signal);
    looks.set(key, look);
    return look;
  }

  private async look(
    instanceId: number,
    projectId: number,
    projectPath: string,
    role: 'source' | 'target',
    signal: AbortSignal,
  ): Promise<ProjectLook> {
    const instance = await this.instances.get(instanceId);
    const client = await this.instances.client(instance);
    return lookAtProject({ instance, client, projectId, projectPath }, role, { signal });
  }

  private async keep(found: LearntProjects[]): Promise<void> {
    const news = await this.paths.learnt(found);
    for (const mirror of await this.mirrors.byIds(news)) {
      const fields = ['source_project_path', 'target_project_path', 'project_notice'];
      this.events.emit(MIRROR_EVENTS.changed, mirrorEvent(mirror, fields));
    }
  }
}

/** What is odd about the two projects, in words; null when nothing is. */
export const noticeOf = ({ source, target }: FoundProjects): string | null =>
  [source.notice, target.notice].filter((notice) => notice !== null).join(' ') || null;

function learnt(
  row: Pick<MirrorProjectsRow, 'id' | 'direction' | 'sourceProjectPath' | 'targetProjectPath'>,
  source: ProjectLook,
  target: ProjectLook,
): LearntProjects {
  const other = row.direction === 'push' ? [row.targetProjectPath, target.path] : [row.sourceProjectPath, source.path];
  return {
    id: row.id,
    sourceProjectPath: source.path,
    targetProjectPath: target.path,
    notice: noticeOf({ source, target }),
    leadsElsewhere: other[0] !== other[1],
  };
}
