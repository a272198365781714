import { Injectable } from '@nestjs/common';
import { type AppError, brokenRule, conflict, isFailure } from '@app/common';
import { ACCESS } from '@app/gitlab';
import { sshFault, type MirrorDirection, type MirrorTransport, type Pair } from '@features/pairs';
import { LeftoversRepository } from '../clean-up/leftovers.repository';
import { driverOf } from '../gitlab/drivers';
import { addressesOf, hostAndPath, repositoryUrl } from '../gitlab/git-url';
import type { GitlabMirror } from '../gitlab/mirror-driver';
import { requirePullable } from '../gitlab/needs-premium';
import { MirrorViews } from '../list/mirror-views.query';
import { MirrorsRepository, type ProjectsOfMirror } from '../mirrors.repository';
import { accessLevel } from './access-level';
import type { FoundProject, FoundProjects } from './mirror-projects';

/** Where GitLab's mirror will be and where it will lead. */
export interface Placement {
  direction: MirrorDirection;
  transport: MirrorTransport;
  owner: FoundProject;
  other: FoundProject;
  /** Without credentials. */
  url: string;
}

export function placementOf(
  { source, target }: FoundProjects,
  direction: MirrorDirection,
  transport: MirrorTransport = 'https',
): Placement {
  const [owner, other] = direction === 'push' ? [source, target] : [target, source];
  return { direction, transport, owner, other, url: repositoryUrl(transport, other.instance.url, other.project) };
}

export const projectsOf = (pair: Pair, { source, target }: FoundProjects): ProjectsOfMirror => ({
  sourceInstanceId: pair.sourceInstanceId,
  sourceProjectId: source.projectId,
  targetInstanceId: pair.targetInstanceId,
  targetProjectId: target.projectId,
});

/** A mirror that GitLab has on the project already. */
export interface ExistingMirror extends GitlabMirror {
  /** Leads to the same repository as the mirror that is asked for. */
  same: boolean;
}

/** What must hold before a mirror is made; reads only. */
@Injectable()
export class MirrorChecks {
  constructor(
    private readonly mirrors: MirrorsRepository,
    private readonly leftovers: LeftoversRepository,
    private readonly views: MirrorViews,
  ) {}

  /** @throws AppError 400 */
  requirePossible({ source, target }: FoundProjects): void {
    if (source.instance.url === target.instance.url && source.projectId === target.projectId) {
      throw brokenRule(
        'same_project',
        `${source.projectPath} cannot be mirrored to itself. Choose another target project.`,
        'target_project_id',
      );
    }
    if (target.project.archived) {
      throw brokenRule(
        'target_archived',
        `${target.projectPath} on ${target.instance.name} is archived, so nothing can be written to it. Unarchive it, or choose another target project.`,
        'target_project_id',
      );
    }
    const [from, to] = [source.project.repository_object_format, target.project.repository_object_format];
    if (from && to && from !== to) {
      throw brokenRule(
        'object_format',
        `${source.projectPath} stores ${from} objects and ${target.projectPath} ${to}; Git cannot mirror between them.`,
        'target_project_id',
      );
    }
  }

  /**
   * What a pair said of SSH may have changed since: a mirror that overrides its direction, keys that went, another version.
   * @throws AppError 400
   */
  requireTransport(pair: Pair, { source, target }: FoundProjects, direction: MirrorDirection): void {
    const { mirrorTransport: transport } = pair;
    const fault = sshFault({ direction, transport, source: source.instance, target: target.instance });
    if (fault !== null) throw fault;
  }

  /** @throws AppError 409 */
  async requireNew(
    projects: ProjectsOfMirror,
    { source, target }: FoundProjects,
    direction: MirrorDirection,
  ): Promise<void> {
    const same = await this.mirrors.findSame(projects);
    if (same !== null) {
      throw conflict(
        'mirror_exists',
        `${source.projectPath} is mirrored to ${target.projectPath} already: mirror ${same.id} of the pair ${same.pairName}.`,
      );
    }
    const pulling = direction === 'pull' ? await this.mirrors.findPull(projects) : null;
    if (pulling === null) return;
    throw conflict(
      'target_pulls_already',
      `${target.projectPath} pulls from another project already (mirror ${pulling.id} of the pair ${pulling.pairName}), and GitLab lets a project pull from one only. Push to it instead, or delete that mirror.`,
      'target_project_id',
    );
  }

  /**
   * Mirrors that lead back are allowed while nothing is overwritten: then GitLab stops at what was changed on both sides.
   * @throws AppError 400
   */
  async requireNoOverwritingCycle(projects: ProjectsOfMirror, overwrites: boolean): Promise<void> {
    const cycle = await this.mirrors.findCycle(projects);
    if (cycle.length === 0) return;
    const views = overwrites ? [] : await this.views.of(cycle);
    if (!overwrites && !views.some((view) => view.effective_mirror_overwrite_diverged)) return;
    const path = cycle.map((edge) => `${edge.sourceProjectPath} to ${edge.targetProjectPath}`).join(', ');
    throw brokenRule(
      'mirror_cycle',
      `This mirror would lead back to where it starts (${path} ${cycle.length === 1 ? 'is' : 'are'} mirrored already), and changes would be overwritten in turn. Switch mirror_overwrite_diverged off on all of them, or delete ${cycle.length === 1 ? 'that mirror' : 'one of those mirrors'}.`,
      'target_project_id',
    );
  }

  /**
   * The mirrors that GitLab has on the owner project and that are not ours (nor ours to remove).
   * @throws AppError 400 when a Free GitLab is asked to pull, or our user has too low a role to see them
   */
  async existing({ direction, owner, other }: Placement): Promise<ExistingMirror[]> {
    const [found, owned, leaving] = await Promise.all([
      driverOf(direction)
        .list(owner.client, owner.projectId, { priority: 'interactive' })
        .catch((error: unknown) => {
          const maintained = isMaintainer(owner);
          if (!maintained && isFailure(error, 'auth', 'permission') && error.causeCode === undefined) {
            throw roleTooLow(owner, direction, error.reason);
          }
          if (direction === 'push') throw error;
          requirePullable(error, owner, maintained);
          return [];
        }),
      this.mirrors.ownedGitlabIds(owner.instance.url, owner.projectId, direction),
      this.leftovers.idsOn(owner.instance.id, owner.projectId),
    ]);
    const ours = new Set(direction === 'push' ? [...owned, ...leaving] : owned);
    const wanted = addressesOf(other.instance.url, other.project);
    return found
      .filter(({ id }) => !ours.has(id))
      .map((mirror) => ({ ...mirror, same: wanted.has(hostAndPath(mirror.url)) }));
  }

  /** @throws AppError 409 */
  requireFree({ direction, owner }: Placement, existing: ExistingMirror[]): void {
    // A project pulls from one place only, wherever that is.
    const inTheWay = existing.filter(({ same, enabled }) => (direction === 'push' ? same : enabled));
    if (inTheWay.length === 0) return;
    const what =
      direction === 'push'
        ? `has a push mirror to the same project already (remote mirror ${inTheWay.map(({ id }) => id).join(', ')})`
        : 'is a pull mirror already';
    throw conflict(
      'mirror_exists_on_gitlab',
      `${owner.projectPath} on ${owner.instance.name} ${what}, which was not made here. Remove it there, or with POST /api/mirrors/remove-existing.`,
    );
  }
}

/** The code of a refusal because of the role of our user. */
export const ROLE_TOO_LOW = 'role_too_low';

/** To those who may not manage mirrors GitLab answers 401 or 403, as if their token were bad. */
const roleTooLow = ({ instance, projectPath }: FoundProject, direction: MirrorDirection, reason: string): AppError =>
  brokenRule(
    ROLE_TOO_LOW,
    `The user of our token is no Maintainer of ${projectPath} on ${instance.name}, so it may not manage mirrors there (${reason}). Give it that role.`,
    direction === 'push' ? 'source_project_id' : 'target_project_id',
  );

const isMaintainer = ({ project }: FoundProject): boolean =>
  (accessLevel(project) ?? ACCESS.maintainer) >= ACCESS.maintainer;
