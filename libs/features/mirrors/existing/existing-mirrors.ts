import { Injectable } from '@nestjs/common';
import { AppError, brokenRule, isFailure } from '@app/common';
import { ACCESS } from '@app/gitlab';
import type { MirrorDirection } from '@features/pairs';
import { accessLevel } from '../create/access-level';
import {
  MirrorChecks,
  placementOf,
  projectsOf,
  ROLE_TOO_LOW,
  type ExistingMirror,
  type Placement,
} from '../create/mirror-checks';
import { MirrorCreation, type MirrorPlan } from '../create/mirror-creation';
import type { FoundProject } from '../create/mirror-projects';
import { driverOf } from '../gitlab/drivers';
import { PULL_NEEDS_PREMIUM } from '../gitlab/needs-premium';
import { MirrorViews } from '../list/mirror-views.query';
import type { CreateMirrorDto } from '../mirror.dto';
import { MirrorsRepository } from '../mirrors.repository';

export interface FoundMirror extends ExistingMirror {
  direction: MirrorDirection;
  projectId: number;
}

export interface Preflight {
  plan: MirrorPlan;
  existing: FoundMirror[];
  warnings: string[];
}

const PUSH_MIRROR_LIMIT = 10;

/** What GitLab has already, and what may go wrong, before a mirror is made. Reads only. */
@Injectable()
export class ExistingMirrors {
  constructor(
    private readonly creation: MirrorCreation,
    private readonly checks: MirrorChecks,
    private readonly mirrors: MirrorsRepository,
    private readonly views: MirrorViews,
  ) {}

  async preflight(dto: CreateMirrorDto): Promise<Preflight> {
    const plan = await this.creation.plan(dto);
    const existing = (
      await Promise.all((['push', 'pull'] as const).map((direction) => this.inDirection(plan, direction)))
    ).flat();
    const warnings = [...projectWarnings(plan), ...existingWarnings(plan, existing), ...(await this.ourWarnings(plan))];
    return { plan, existing, warnings };
  }

  /**
   * Removes mirrors that were not made here from the project that will do the mirroring: those with the given ids, or
   * all that stand in the way of the mirror that is asked for. Never one that belongs to a mirror of ours.
   * @throws AppError 400 for an id that is not there, or ours
   */
  async remove(dto: CreateMirrorDto, ids: number[] | undefined): Promise<number[]> {
    const { placement, settings } = await this.creation.plan(dto);
    const existing = await this.checks.existing(placement);
    const standsInTheWay = (mirror: ExistingMirror): boolean =>
      settings.mirrorDirection === 'push' ? mirror.same : mirror.enabled;
    const wanted = ids ?? existing.filter(standsInTheWay).map(({ id }) => id);
    const unknown = wanted.filter((id) => !existing.some((mirror) => mirror.id === id));
    if (unknown.length > 0) {
      throw brokenRule(
        'not_a_foreign_mirror',
        `${placement.owner.projectPath} has no mirror ${unknown.join(', ')} that was made elsewhere; mirrors that were made here are deleted with DELETE /api/mirrors.`,
        'remote_mirror_ids',
      );
    }
    const { owner, direction } = placement;
    for (const id of wanted) await driverOf(direction).remove(owner.client, owner.projectId, id);
    return wanted;
  }

  private async inDirection(plan: MirrorPlan, direction: MirrorDirection): Promise<FoundMirror[]> {
    const placement = placementOf(plan.projects, direction);
    try {
      const found = await this.checks.existing(placement);
      return found.map((mirror) => ({ ...mirror, direction, projectId: placement.owner.projectId }));
    } catch (error) {
      // Only the direction that is asked for has to be possible.
      if (direction !== plan.settings.mirrorDirection && isNotOffered(error)) return [];
      throw error;
    }
  }

  private async ourWarnings({ pair, projects, settings }: MirrorPlan): Promise<string[]> {
    const ids = projectsOf(pair, projects);
    const [same, cycle] = await Promise.all([this.mirrors.findSame(ids), this.mirrors.findCycle(ids)]);
    const warnings: string[] = [];
    if (same !== null) warnings.push(`It exists already: mirror ${same.id} of the pair ${same.pairName}.`);
    if (cycle.length > 0) {
      const overwrites =
        settings.mirrorOverwriteDiverged ||
        (await this.views.of(cycle)).some((view) => view.effective_mirror_overwrite_diverged);
      warnings.push(
        overwrites
          ? 'It would lead back to where it starts, and changes would be overwritten in turn: it will be refused.'
          : 'It leads back to where it starts. That works while nothing is overwritten; branches that change on both sides stop being mirrored.',
      );
    }
    return warnings;
  }
}

const isNotOffered = (error: unknown): boolean =>
  isFailure(error, 'permission', 'not_found', 'unsupported') ||
  (error instanceof AppError && [PULL_NEEDS_PREMIUM, ROLE_TOO_LOW].includes(error.code));

function projectWarnings({ projects: { source, target }, placement, settings }: MirrorPlan): string[] {
  const warnings: string[] = [];
  const at = ({ projectPath, instance }: FoundProject): string => `${projectPath} on ${instance.name}`;
  for (const side of [placement.owner, placement.other]) {
    const level = accessLevel(side.project);
    if (level !== null && level < ACCESS.maintainer) {
      warnings.push(`The user of our token is no Maintainer of ${at(side)}; GitLab may refuse.`);
    }
  }
  if (source.project.archived) warnings.push(`${at(source)} is archived: nothing new will come from it.`);
  if (source.project.empty_repo) warnings.push(`${at(source)} is empty: there is nothing to mirror yet.`);
  const isSsh = placement.transport === 'ssh';
  if (source.project.lfs_enabled && isSsh) {
    warnings.push(
      `${at(source)} may use Git LFS: SSH mirrors do not carry its objects, so the files would be missing on ${at(target)}.`,
    );
  } else if (source.project.lfs_enabled && target.project.lfs_enabled === false) {
    warnings.push(`${at(source)} may use Git LFS, which is switched off on ${at(target)}: such a push fails.`);
  }
  if (target.project.empty_repo === false) {
    warnings.push(
      settings.mirrorOverwriteDiverged
        ? `${at(target)} is not empty: branches that differ there are overwritten.`
        : `${at(target)} is not empty: branches that differ there are not updated, and the mirror reports a failure.`,
    );
  }
  for (const side of [source, target]) {
    if (side.project.marked_for_deletion_on) warnings.push(`${at(side)} is marked for deletion.`);
  }
  if (settings.mirrorDirection === 'pull' && target.project.mirror === undefined) {
    warnings.push(
      `${at(target)} does not show whether it can pull: without GitLab Premium there it will be refused. Every GitLab can push.`,
    );
  }
  if (settings.mirrorDirection === 'push' && !settings.mirrorProtectedBranches) {
    warnings.push(
      isSsh
        ? 'A deploy key writes with the role of our user, so mirror_protected_branches has no effect over SSH.'
        : `Our bot gets the role Developer on ${at(target)}: its protected branches refuse pushes.`,
    );
  }
  return warnings;
}

function existingWarnings({ placement }: MirrorPlan, existing: FoundMirror[]): string[] {
  const own = existing.filter(({ direction }) => direction === placement.direction);
  const warnings: string[] = [];
  if (isInTheWay(placement, own)) {
    warnings.push(
      `${placement.owner.projectPath} has such a mirror already, which was not made here; remove it first.`,
    );
  }
  if (placement.direction === 'push' && own.filter(({ enabled }) => enabled).length >= PUSH_MIRROR_LIMIT) {
    warnings.push(
      `${placement.owner.projectPath} has ${PUSH_MIRROR_LIMIT} enabled push mirrors; newer GitLabs take no more.`,
    );
  }
  return warnings;
}

const isInTheWay = ({ direction }: Placement, existing: FoundMirror[]): boolean =>
  existing.some(({ same, enabled }) => (direction === 'push' ? same : enabled));
