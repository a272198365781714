import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { Runs } from '@features/runs';
import { GroupFollowsService } from '../follow/group-follows.service';
import { bulkSubject } from './bulk-order';
import type { BulkItem } from './bulk-plan';
import { BulkPlanner } from './bulk-planner';
import type { GroupApplyDto, GroupOrderDto } from './bulk.dto';
import { groupPlanView, type GroupPlanView, type GroupStartedView } from './bulk.view';
import { StoredPlansRepository, type ItemFilter } from './stored-plans.repository';

/** So many items come with the plan itself. */
const FIRST_PAGE: PageRequest = { page: 1, perPage: 100 };

/** Whole group trees. */
@Injectable()
export class BulkService {
  constructor(
    private readonly planner: BulkPlanner,
    private readonly plans: StoredPlansRepository,
    private readonly follows: GroupFollowsService,
    private readonly runs: Runs,
  ) {}

  async plan(order: GroupOrderDto): Promise<GroupPlanView> {
    const planned = await this.planner.plan(order, { priority: 'interactive' });
    const { items } = planned.plan;
    return groupPlanView(await this.plans.store(planned), {
      items: items.slice(0, FIRST_PAGE.perPage),
      total: items.length,
    });
  }

  /** @throws AppError 404 */
  async storedPlan(id: number): Promise<GroupPlanView> {
    const plan = await this.plans.get(id);
    return groupPlanView(plan, await this.plans.items(id, { action: null, search: null }, FIRST_PAGE));
  }

  /** @throws AppError 404 */
  async items(id: number, filter: ItemFilter, page: PageRequest): Promise<Page<BulkItem>> {
    await this.plans.get(id);
    return this.plans.items(id, filter, page);
  }

  /** The same order joins the run that is under way. */
  async apply({ follow: keepFollowing, ...order }: GroupApplyDto): Promise<GroupStartedView> {
    if (keepFollowing === true) {
      const { follow, run } = await this.follows.followAndApply(order);
      return { message: started(follow.sourceGroupPath), job_id: run.id, group_follow_id: follow.id };
    }
    const tree = await this.planner.check(order, { priority: 'interactive' });
    const { run } = await this.runs.request({
      kind: 'mirrors.bulk',
      subject: bulkSubject(tree, order),
      trigger: 'manual',
      input: { ...order },
    });
    return { message: started(tree.sourceGroup), job_id: run.id, group_follow_id: null };
  }
}

const started = (group: string): string => `Mirroring of ${group} started`;
