import { Injectable } from '@nestjs/common';
import { brokenRule, notFound, type Page } from '@app/common';
import { Settings } from '@app/config';
import { Tx } from '@app/database';
import { checkBranchFilter, PairStore } from '@features/pairs';
import { Runs, type Run } from '@features/runs';
import { LeftoversRepository } from './clean-up/leftovers.repository';
import { overridesOf } from './create/mirror-columns';
import { groupTree, type GroupCount } from './list/group-tree';
import { MirrorListQuery, type MirrorFilter } from './list/mirror-list.query';
import { MirrorViews } from './list/mirror-views.query';
import type { MirrorDeletedView } from './mirror-answers.view';
import { MirrorRemoval } from './mirror-removal';
import { effectiveSettings, type SettingOverrides } from './mirror-settings';
import { MirrorStore } from './mirror-store';
import type { UpdateMirrorDto } from './mirror.dto';
import type { Mirror } from './mirror.entity';
import type { MirrorView } from './mirror.view';
import { MirrorsRepository } from './mirrors.repository';
import { refusalOf } from './provision/refusal';
import { mirrorSubject, pairSubject } from './subject';

/** Mirrors that exist. */
@Injectable()
export class MirrorsService {
  constructor(
    private readonly tx: Tx,
    private readonly mirrors: MirrorsRepository,
    private readonly listing: MirrorListQuery,
    private readonly views: MirrorViews,
    private readonly store: MirrorStore,
    private readonly pairs: PairStore,
    private readonly removal: MirrorRemoval,
    private readonly leftovers: LeftoversRepository,
    private readonly runs: Runs,
    private readonly settings: Settings,
  ) {}

  async list(filter: MirrorFilter): Promise<Page<MirrorView>> {
    const page = await this.listing.page(filter);
    return { ...page, items: await this.views.of(page.items) };
  }

  async groups(instancePairId: number | undefined): Promise<GroupCount[]> {
    return groupTree(await this.listing.namespaces(instancePairId));
  }

  async get(id: number): Promise<MirrorView> {
    return this.views.one(await this.store.get(id));
  }

  /** Stores what is wanted and brings it to GitLab; what GitLab refuses is taken back here. */
  async update(id: number, dto: UpdateMirrorDto): Promise<MirrorView> {
    const { before, run, since } = await this.change(id, dto);
    if (run === null) return this.get(id);
    const done = await this.runs.waitFor(run.id, this.settings.get('MIRROR_PROVISION_WAIT_SECONDS') * 1000);
    if (done.status === 'failed') {
      await this.takeBack(before, dto, since);
      throw refusalOf(done);
    }
    return this.get(id);
  }

  async remove(id: number): Promise<MirrorDeletedView> {
    const run = await this.tx.run(async () => {
      if ((await this.removal.remove(id)) === null) throw notFound('mirror', id);
      // One that is at work, for the hook of a deleted issue sync perhaps, has not seen what is left behind now.
      const request = {
        kind: 'mirror.clean-up',
        subject: mirrorSubject(id),
        trigger: 'manual',
        whenRunning: 'repeat',
      } as const;
      return (await this.runs.request(request)).run;
    });
    await this.runs.waitFor(run.id, this.settings.get('MIRROR_PROVISION_WAIT_SECONDS') * 1000);
    const left = await this.leftovers.inScope({ mirrorId: id }, 10);
    return {
      status: 'deleted',
      warnings: left.map(
        ({ lastError }) => lastError ?? 'What it left on GitLab is still being removed in the background.',
      ),
    };
  }

  /** Joins the sync that is under way, if there is one. */
  async trigger(id: number): Promise<Run> {
    const mirror = await this.store.get(id);
    if (!mirror.enabled) {
      throw brokenRule('mirror_disabled', `Mirror ${id} is disabled. Enable it first.`, 'enabled');
    }
    if (mirror.phase === 'provisioning') {
      throw brokenRule('mirror_not_ready', `Mirror ${id} is still being set up on GitLab. Try again in a moment.`);
    }
    const request = { kind: 'mirror.sync', subject: mirrorSubject(id), trigger: 'manual' } as const;
    return (await this.runs.request(request)).run;
  }

  async triggerPair(pairId: number): Promise<{ run: Run; total: number }> {
    await this.pairs.get(pairId);
    const total = await this.mirrors.countReady(pairId);
    const request = { kind: 'pair.sync', subject: pairSubject(pairId), trigger: 'manual' } as const;
    return { run: (await this.runs.request(request)).run, total };
  }

  private change(id: number, dto: UpdateMirrorDto): Promise<{ before: Mirror; run: Run | null; since: Date }> {
    return this.tx.run(async () => {
      const before = await this.mirrors.lock(id);
      if (before === null) throw notFound('mirror', id);
      const values = valuesIn(dto);
      const after = { ...overridesIn(before), ...overridesOf(dto) };
      checkBranchFilter(after);
      await this.requireDirection(before, after);
      const since = new Date();
      if (Object.keys(values).length === 0) return { before, run: null, since };
      const pending = { pendingChange: before.pendingChange ?? ('settings' as const), pendingSince: since };
      await this.mirrors.update(id, { ...values, ...pending });
      const request = {
        kind: 'mirror.apply',
        subject: mirrorSubject(id),
        trigger: 'manual',
        whenRunning: 'repeat',
      } as const;
      const { run } = await this.runs.request(request);
      await this.store.publish('changed', before, Object.keys(dto));
      return { before, run, since };
    });
  }

  /** Only what this call changed: what was on its way to GitLab before, or came after it, goes on. */
  private takeBack(before: Mirror, dto: UpdateMirrorDto, since: Date): Promise<void> {
    return this.tx.run(async () => {
      const row = await this.mirrors.lock(before.id);
      if (row === null) return;
      const ours = valuesIn(dto);
      const names = (Object.keys(ours) as (keyof typeof ours)[]).filter((name) => row[name] === ours[name]);
      const { pendingChange, pendingSince } = before;
      await this.mirrors.update(before.id, {
        ...Object.fromEntries(names.map((name) => [name, before[name]])),
        ...(row.pendingSince?.getTime() === since.getTime() && { pendingChange, pendingSince }),
      });
    });
  }

  /** GitLab can't turn a mirror around. */
  private async requireDirection(before: Mirror, mirror: SettingOverrides): Promise<void> {
    if (mirror.mirrorDirection === before.mirrorDirection) return;
    const pair = await this.pairs.get(before.instancePairId);
    const groups = await this.pairs.groupDefaults(pair.id);
    const { sourceProjectPath, targetProjectPath } = before;
    const { mirrorDirection } = effectiveSettings({ mirror, groups, pair, sourceProjectPath, targetProjectPath });
    if (mirrorDirection.value === before.direction) return;
    throw brokenRule(
      'direction_is_fixed',
      `Mirror ${before.id} is a ${before.direction} mirror, and GitLab cannot turn a mirror around. Delete it and make a ${mirrorDirection.value} mirror instead.`,
      'mirror_direction',
    );
  }
}

/** What a request sets. */
const valuesIn = (dto: UpdateMirrorDto) => ({
  ...overridesOf(dto),
  ...(dto.enabled !== undefined && { enabled: dto.enabled }),
});

const overridesIn = (mirror: Mirror): SettingOverrides => ({
  mirrorDirection: mirror.mirrorDirection,
  mirrorProtectedBranches: mirror.mirrorProtectedBranches,
  mirrorOverwriteDiverged: mirror.mirrorOverwriteDiverged,
  mirrorTriggerBuilds: mirror.mirrorTriggerBuilds,
  onlyMirrorProtectedBranches: mirror.onlyMirrorProtectedBranches,
  mirrorBranchRegex: mirror.mirrorBranchRegex,
  mirrorUserId: mirror.mirrorUserId,
});
