import { Injectable } from '@nestjs/common';
import { conflict } from '@app/common';
import { Settings } from '@app/config';
import { Tx } from '@app/database';
import { checkBranchFilter, PairStore, type Pair } from '@features/pairs';
import { Runs, type Run } from '@features/runs';
import { MirrorHooks } from '../mirror-hooks';
import {
  effectiveSettings,
  NO_OVERRIDES,
  valuesOf,
  type MirrorSettings,
  type SettingOverrides,
} from '../mirror-settings';
import { MirrorStore } from '../mirror-store';
import type { CreateMirrorDto } from '../mirror.dto';
import type { Mirror } from '../mirror.entity';
import { MirrorsRepository } from '../mirrors.repository';
import { refusalOf } from '../provision/refusal';
import { mirrorSubject } from '../subject';
import { MirrorChecks, placementOf, projectsOf, type Placement } from './mirror-checks';
import { overridesOf } from './mirror-columns';
import { MirrorProjects, type FoundProjects } from './mirror-projects';

/** A mirror that may be made: everything was looked up, nothing was written. */
export interface MirrorPlan {
  pair: Pair;
  projects: FoundProjects;
  overrides: SettingOverrides;
  settings: MirrorSettings;
  placement: Placement;
}

/** Makes mirrors. */
@Injectable()
export class MirrorCreation {
  constructor(
    private readonly tx: Tx,
    private readonly pairs: PairStore,
    private readonly projects: MirrorProjects,
    private readonly checks: MirrorChecks,
    private readonly mirrors: MirrorsRepository,
    private readonly store: MirrorStore,
    private readonly hooks: MirrorHooks,
    private readonly runs: Runs,
    private readonly settings: Settings,
  ) {}

  /**
   * Checks with reads only, then one transaction with the row and the run that makes GitLab's side; waits for that a
   * while. A mirror that GitLab refuses leaves nothing behind, here or there.
   * @throws AppError that says why it can't be; ForeignError when GitLab can't be asked
   */
  async create(dto: CreateMirrorDto): Promise<Mirror> {
    const { mirror, run } = await this.insert(await this.checked(dto), dto.enabled ?? true);
    return this.await(mirror, run);
  }

  /**
   * All that speaks against creating it, found with reads only.
   * @throws what `create` would throw, but for what GitLab refuses only when it is asked to make the mirror
   */
  async check(dto: CreateMirrorDto): Promise<void> {
    const { pair, projects, settings } = await this.checked(dto);
    await this.checks.requireNoOverwritingCycle(projectsOf(pair, projects), settings.mirrorOverwriteDiverged);
  }

  /** The two projects and the settings that a request comes to, checked as far as reading the projects allows. */
  async plan(dto: CreateMirrorDto): Promise<MirrorPlan> {
    const overrides = { ...NO_OVERRIDES, ...overridesOf(dto) };
    checkBranchFilter(overrides);
    const pair = await this.pairs.get(dto.instance_pair_id, 'instance_pair_id');
    const projects = await this.projects.find(
      pair,
      { id: dto.source_project_id, path: dto.source_project_path },
      { id: dto.target_project_id, path: dto.target_project_path },
    );
    this.checks.requirePossible(projects);
    const settings = await this.settingsIn(pair, overrides, projects);
    const { mirrorDirection } = settings;
    this.checks.requireTransport(pair, projects, mirrorDirection);
    const placement = placementOf(projects, mirrorDirection, pair.mirrorTransport);
    return { pair, projects, overrides, settings, placement };
  }

  private async checked(dto: CreateMirrorDto): Promise<MirrorPlan> {
    const plan = await this.plan(dto);
    await this.checks.requireNew(projectsOf(plan.pair, plan.projects), plan.projects, plan.placement.direction);
    this.checks.requireFree(plan.placement, await this.checks.existing(plan.placement));
    return plan;
  }

  /**
   * Two users may create the same mirror at the same time, also in different pairs: the second one gets the 409. What it
   * inherits may have changed since it was looked up; only its direction could not follow later.
   */
  private insert(plan: MirrorPlan, enabled: boolean): Promise<{ mirror: Mirror; run: Run }> {
    const { pair, projects, overrides, settings, placement } = plan;
    const ids = projectsOf(pair, projects);
    return this.tx.run(async () => {
      await this.mirrors.lockCreation(ids);
      await this.requireDirection(plan, await this.pairs.hold(pair.id, 'instance_pair_id'));
      await this.checks.requireNew(ids, projects, placement.direction);
      await this.checks.requireNoOverwritingCycle(ids, settings.mirrorOverwriteDiverged);
      const mirror = await this.mirrors.insert({
        ...overrides,
        instancePairId: pair.id,
        sourceProjectId: projects.source.projectId,
        sourceProjectPath: projects.source.projectPath,
        targetProjectId: projects.target.projectId,
        targetProjectPath: projects.target.projectPath,
        direction: settings.mirrorDirection,
        enabled,
      });
      await this.hooks.runCreated(mirror, pair);
      const { run } = await this.runs.request({
        kind: 'mirror.provision',
        subject: mirrorSubject(mirror.id),
        trigger: 'manual',
        input: { url: placement.url },
      });
      await this.store.publish('created', mirror);
      return { mirror, run };
    });
  }

  private async requireDirection({ projects, overrides, placement }: MirrorPlan, pair: Pair): Promise<void> {
    const settings = await this.settingsIn(pair, overrides, projects);
    if (settings.mirrorDirection === placement.direction) return;
    throw conflict('settings_changed', `The direction of the pair ${pair.name} changed just now. Try again.`);
  }

  private async settingsIn(pair: Pair, mirror: SettingOverrides, projects: FoundProjects): Promise<MirrorSettings> {
    const groups = await this.pairs.groupDefaults(pair.id);
    const { projectPath: sourceProjectPath } = projects.source;
    const { projectPath: targetProjectPath } = projects.target;
    return valuesOf(effectiveSettings({ mirror, groups, pair, sourceProjectPath, targetProjectPath }));
  }

  private async await(mirror: Mirror, { id }: Run): Promise<Mirror> {
    const run = await this.runs.waitFor(id, this.settings.get('MIRROR_PROVISION_WAIT_SECONDS') * 1000);
    const now = await this.mirrors.find(mirror.id);
    if (now !== null) return now;
    throw refusalOf(run);
  }
}
