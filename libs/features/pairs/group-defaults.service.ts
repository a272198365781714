import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { currentActor, normaliseGroupPath, notFound, type Page } from '@app/common';
import { Tx } from '@app/database';
import { checkBranchFilter } from './branch-regex';
import { DirectionRule } from './direction-rule';
import type { GroupDefaultDto } from './group-default.dto';
import type { GroupDefault } from './group-default.entity';
import { type GroupDefaultView, groupDefaultView } from './group-default.view';
import { type GroupDefaultFilter, GroupDefaultsRepository, type GroupDefaultValues } from './group-defaults.repository';
import { PairHooks } from './pair-hooks';
import { GROUP_DEFAULT_EVENTS, type GroupDefaultEvent } from './pair.events';
import { PairsRepository } from './pairs.repository';

@Injectable()
export class GroupDefaultsService {
  constructor(
    private readonly tx: Tx,
    private readonly pairs: PairsRepository,
    private readonly defaults: GroupDefaultsRepository,
    private readonly directions: DirectionRule,
    private readonly hooks: PairHooks,
    private readonly events: EventEmitter2,
  ) {}

  async list(filter: GroupDefaultFilter): Promise<Page<GroupDefaultView>> {
    const page = await this.defaults.list(filter);
    return { ...page, items: page.items.map(groupDefaultView) };
  }

  async get(id: number): Promise<GroupDefaultView> {
    return groupDefaultView(await this.require(id));
  }

  /** Changes the default of the group in the pair, or adds one. */
  async upsert(dto: GroupDefaultDto): Promise<{ view: GroupDefaultView; created: boolean }> {
    const groupPath = normaliseGroupPath(dto.group_path);
    const values = valuesOf(dto);
    const { id, created } = await this.tx.run(async () => {
      // The lock of the pair also makes two callers with the same group take turns.
      if ((await this.pairs.findForUpdate(dto.instance_pair_id)) === null) {
        throw notFound('pair', dto.instance_pair_id, 'instance_pair_id');
      }
      const before = await this.defaults.findByPath(dto.instance_pair_id, groupPath);
      checkBranchFilter(values, before ?? undefined);
      const row =
        before ?? (await this.defaults.insert({ instancePairId: dto.instance_pair_id, groupPath, ...values }));
      if (before !== null) await this.defaults.update(before.id, { groupPath, ...values });
      await this.changed(GROUP_DEFAULT_EVENTS.changed, { ...eventOf(row), fields: Object.keys(dto) });
      return { id: row.id, created: before === null };
    });
    return { view: await this.get(id), created };
  }

  async remove(id: number): Promise<void> {
    const row = await this.require(id);
    await this.tx.run(async () => {
      await this.pairs.findForUpdate(row.instancePairId);
      await this.defaults.remove(id);
      await this.changed(GROUP_DEFAULT_EVENTS.deleted, eventOf(row));
    });
  }

  private async changed(event: string, payload: GroupDefaultEvent): Promise<void> {
    await this.directions.check(payload.pairId);
    await this.hooks.runDefaultsChanged(payload.pairId);
    await this.tx.afterCommit(() => void this.events.emit(event, payload));
  }

  private async require(id: number): Promise<GroupDefault> {
    const row = await this.defaults.find(id);
    if (row === null) throw notFound('group default', id);
    return row;
  }
}

const eventOf = ({ id, instancePairId, groupPath }: GroupDefault): GroupDefaultEvent => ({
  id,
  pairId: instancePairId,
  groupPath,
  actor: currentActor(),
});

function valuesOf(dto: GroupDefaultDto): GroupDefaultValues {
  const values: GroupDefaultValues = {
    mirrorDirection: dto.mirror_direction,
    mirrorProtectedBranches: dto.mirror_protected_branches,
    mirrorOverwriteDiverged: dto.mirror_overwrite_diverged,
    mirrorTriggerBuilds: dto.mirror_trigger_builds,
    onlyMirrorProtectedBranches: dto.only_mirror_protected_branches,
    mirrorBranchRegex: dto.mirror_branch_regex,
    mirrorUserId: dto.mirror_user_id,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
