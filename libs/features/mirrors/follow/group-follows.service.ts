import { Injectable } from '@nestjs/common';
import { Clock, conflict, notFound, type Page } from '@app/common';
import { Settings } from '@app/config';
import { isUniqueViolation, Tx } from '@app/database';
import { pageRequest } from '@app/http';
import { checkBranchFilter } from '@features/pairs';
import { Runs, type Run } from '@features/runs';
import { mirrorSettingsIn } from '../bulk/bulk-order';
import { BulkPlanner } from '../bulk/bulk-planner';
import type { GroupOrderDto } from '../bulk/bulk.dto';
import { overridesOf } from '../create/mirror-columns';
import { followSubject } from '../subject';
import { FollowDetailsQuery } from './follow-details.query';
import { optionColumns } from './follow-order';
import type { CreateGroupFollowDto, GroupFollowsQuery, UpdateGroupFollowDto } from './group-follow.dto';
import type { GroupFollow } from './group-follow.entity';
import { groupFollowView, type GroupFollowView } from './group-follow.view';
import { GroupFollowsRepository, type FollowValues } from './group-follows.repository';
import { nextReconcile } from './next-reconcile';

/** Group trees that are mirrored as they grow. */
@Injectable()
export class GroupFollowsService {
  constructor(
    private readonly tx: Tx,
    private readonly follows: GroupFollowsRepository,
    private readonly details: FollowDetailsQuery,
    private readonly planner: BulkPlanner,
    private readonly runs: Runs,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  async list(query: GroupFollowsQuery): Promise<Page<GroupFollowView>> {
    const filter = {
      pairId: query.instance_pair_id ?? null,
      enabled: query.enabled ?? null,
      status: query.status ?? null,
      search: query.search ?? null,
    };
    const page = await this.follows.list(filter, pageRequest(query));
    return { ...page, items: await this.views(page.items) };
  }

  async get(id: number): Promise<GroupFollowView> {
    return this.view(await this.find(id));
  }

  /** The first reconcile is due at once. */
  async create(dto: CreateGroupFollowDto): Promise<GroupFollowView> {
    const values = { ...(await this.tree(dto)), ...optionColumns(dto), ...this.switched(dto.enabled ?? true) };
    try {
      return await this.view(await this.tx.run(() => this.follows.insert(values)));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw conflict(
        'group_follow_exists',
        `${dto.source_group_path} is followed to ${dto.target_namespace_path} already. Change that follow.`,
        'source_group_path',
      );
    }
  }

  async update(id: number, dto: UpdateGroupFollowDto): Promise<GroupFollowView> {
    const known = await this.find(id);
    checkBranchFilter(overridesOf({ ...known.mirrorSettings, ...mirrorSettingsIn(dto) }));
    const isSwitched = dto.enabled !== undefined && dto.enabled !== known.enabled;
    const values = { ...optionColumns(dto, known), ...(isSwitched && this.switched(dto.enabled ?? true)) };
    await this.tx.run(() => this.follows.update(id, values));
    return this.get(id);
  }

  /** Its mirrors stay. */
  async delete(id: number): Promise<void> {
    if (!(await this.tx.run(() => this.follows.delete(id)))) throw notFound('group follow', id);
  }

  async reconcile(id: number, includeDismissed: boolean): Promise<{ follow: GroupFollow; run: Run }> {
    const follow = await this.find(id);
    return { follow, run: await this.requestReconcile(id, includeDismissed) };
  }

  /** Follows the tree of an order from now on, as the order says, and mirrors it now. */
  async followAndApply(order: GroupOrderDto): Promise<{ follow: GroupFollow; run: Run }> {
    const tree = await this.tree(order);
    const nextReconcileAt = nextReconcile(this.clock.now(), this.settings);
    const options = { ...optionColumns(order), enabled: true, nextReconcileAt };
    return this.tx.run(async () => {
      const known = await this.follows.findTree(tree.instancePairId, tree.sourceGroupId, tree.targetNamespacePath);
      if (known !== null) await this.follows.update(known.id, options);
      const { id } = known ?? (await this.follows.insert({ ...tree, ...options }));
      return { follow: await this.find(id), run: await this.requestReconcile(id, true) };
    });
  }

  private async requestReconcile(id: number, includeDismissed: boolean): Promise<Run> {
    const { run } = await this.runs.request({
      kind: 'follow.reconcile',
      subject: followSubject(id),
      trigger: 'manual',
      input: { include_dismissed: includeDismissed },
    });
    return run;
  }

  /** @throws AppError that says why it can't be followed */
  private async tree(
    order: GroupOrderDto | CreateGroupFollowDto,
  ): Promise<
    Required<Pick<GroupFollow, 'instancePairId' | 'sourceGroupId' | 'sourceGroupPath' | 'targetNamespacePath'>>
  > {
    const { pair, sourceGroupId, sourceGroup, targetNamespace } = await this.planner.check(order, {
      priority: 'interactive',
    });
    return {
      instancePairId: pair.id,
      sourceGroupId,
      sourceGroupPath: sourceGroup,
      targetNamespacePath: targetNamespace,
    };
  }

  private switched(enabled: boolean): FollowValues {
    return { enabled, nextReconcileAt: enabled ? this.clock.now() : null };
  }

  private async find(id: number): Promise<GroupFollow> {
    const follow = await this.follows.find(id);
    if (follow === null) throw notFound('group follow', id);
    return follow;
  }

  private async view(follow: GroupFollow): Promise<GroupFollowView> {
    const [view] = await this.views([follow]);
    if (view === undefined) throw new Error('Unreachable: a follow has a view.');
    return view;
  }

  private async views(follows: GroupFollow[]): Promise<GroupFollowView[]> {
    const details = await this.details.of(follows.map(({ id }) => id));
    return follows.flatMap((follow) => {
      const known = details.get(follow.id);
      return known === undefined ? [] : [groupFollowView(follow, known)];
    });
  }
}
