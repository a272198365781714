import { Injectable } from '@nestjs/common';
import type { CallOptions, GitlabClient } from '@app/gitlab';
import { InstanceGateway } from '@features/instances';
import { driverOf } from '../gitlab/drivers';
import { stateOf, type MirrorState } from '../gitlab/gitlab-state';
import type { GitlabMirror, MirrorDriver } from '../gitlab/mirror-driver';
import type { KnownMirror, OwnerProject, StateChange } from './mirror-states.query';

/** A mirror as far as its updates go. */
export type SeenMirror = Pick<GitlabMirror, 'id' | 'state'>;

export interface ProjectState {
  client: GitlabClient;
  driver: MirrorDriver;
  mirrors: Map<number, SeenMirror>;
}

/** Reads the state of all mirrors of a project with one request. */
@Injectable()
export class ProjectStates {
  constructor(private readonly instances: InstanceGateway) {}

  /** @throws ForeignError; an AppError 404 when the instance is gone */
  async read({ instanceId, projectId, direction }: OwnerProject, options: CallOptions): Promise<ProjectState> {
    const client = await this.instances.client(instanceId);
    const driver = driverOf(direction);
    const mirrors = await driver.list(client, projectId, options);
    return { client, driver, mirrors: new Map(mirrors.map((mirror) => [mirror.id, mirror])) };
  }

  /** The same without asking, for a mirror whose state is known already. */
  async known({ instanceId, direction }: OwnerProject, mirror: SeenMirror): Promise<ProjectState> {
    const client = await this.instances.client(instanceId);
    return { client, driver: driverOf(direction), mirrors: new Map([[mirror.id, mirror]]) };
  }
}

export const MISSING =
  'GitLab does not have this mirror any more: somebody deleted it there. Repair makes it again; delete removes it here.';

type Compared = Pick<KnownMirror, 'id' | 'direction' | 'enabled' | keyof MirrorState>;

/**
 * What the list of a project's mirrors says about one of ours. A mirror that is not in it is gone on GitLab, unless it is
 * a pull mirror that is switched off: GitLab says of such a project that it is not mirrored.
 */
export function changeOf(known: Compared, found: SeenMirror | undefined): StateChange {
  if (found !== undefined) return { id: known.id, ...stateOf(found.state), missing: false };
  const { id, lastUpdateAt, lastSuccessfulUpdate, lastUpdateStatus, lastError } = known;
  if (known.direction === 'pull' && !known.enabled) {
    return { id, lastUpdateAt, lastSuccessfulUpdate, lastUpdateStatus, lastError, missing: false };
  }
  return { id, lastUpdateAt, lastSuccessfulUpdate, lastUpdateStatus: 'failed', lastError: MISSING, missing: true };
}

/** Whether listeners need to hear of it. */
export const isNews = (known: KnownMirror, change: StateChange): boolean =>
  known.lastUpdateStatus !== change.lastUpdateStatus ||
  known.lastError !== change.lastError ||
  known.missing !== change.missing ||
  known.lastUpdateAt?.getTime() !== change.lastUpdateAt?.getTime() ||
  known.lastSuccessfulUpdate?.getTime() !== change.lastSuccessfulUpdate?.getTime();

/** The mirrors of each project, in the order in which the projects first appear. */
export function byProject<T extends OwnerProject>(mirrors: T[]): { project: OwnerProject; mirrors: T[] }[] {
  const groups = new Map<string, { project: OwnerProject; mirrors: T[] }>();
  for (const mirror of mirrors) {
    const { instanceId, projectId, direction } = mirror;
    const key = `${instanceId}:${projectId}:${direction}`;
    const group = groups.get(key) ?? { project: { instanceId, projectId, direction }, mirrors: [] };
    group.mirrors.push(mirror);
    groups.set(key, group);
  }
  return [...groups.values()];
}
