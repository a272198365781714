import { plainToInstance } from 'class-transformer';
import { AppError } from '@app/common';
import { JobCatalogue } from '@app/queue';
import { MirrorCreation } from '@features/mirrors';
import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import type { GroupRequest } from '../group-request';
import { groupRequest, GroupRequestDto } from '../group-request.dto';
import type { PlanItem } from '../plan/group-plan';
import { GroupPlanner } from '../plan/group-planner';
import { BulkRound, isWork, itemName, type ItemOutcome, type Tally } from './bulk-round';
import { TargetPlaces } from './target-places';

/**
 * Mirrors a whole group. Plans anew with each attempt, so that one that was killed goes on with what is left. Subject:
 * the group and its target; input: `request` as it came over HTTP.
 */
@RunHandler('mirrors.bulk')
export class GroupMirrorsWorker implements RunWorker {
  constructor(
    private readonly planner: GroupPlanner,
    private readonly creation: MirrorCreation,
    private readonly catalogue: JobCatalogue,
  ) {}

  run(context: RunContext): Promise<RunResult> {
    return this.apply(context, groupRequest(plainToInstance(GroupRequestDto, context.input.request)));
  }

  private async apply(context: RunContext, request: GroupRequest): Promise<RunResult> {
    const options = { signal: context.signal };
    const planned = await this.planner.plan(request, options);
    const places = new TargetPlaces(planned.client, planned, request.visibility, options);
    const refused = new Set(context.run.itemErrors.map(({ item }) => item));
    const left = planned.plan.items.filter((item) => !refused.has(itemName(item)));
    const items = left.filter(isWork);
    const round = new BulkRound(context, context.run.attempt >= this.attempts(context));
    for (const item of left) if (item.action === 'conflict') round.refuse(item, item.reason ?? '');
    return summary(await round.run(items, (item) => this.mirror(item, request, places)));
  }

  private async mirror(item: PlanItem, request: GroupRequest, places: TargetPlaces): Promise<ItemOutcome> {
    const targetId = item.targetId ?? (await places.project(item.source, item.targetPath));
    try {
      const mirror = await this.creation.create({
        ...request.overrides,
        instance_pair_id: request.pairId,
        source_project_id: item.source.id,
        target_project_id: targetId,
      });
      return mirror.phase === 'active' ? 'mirrors_created' : 'mirrors_pending';
    } catch (error) {
      if (error instanceof AppError && error.code === 'mirror_exists') return 'already_mirrored';
      throw error;
    }
  }

  private attempts({ run }: RunContext): number {
    return this.catalogue.find(run.kind)?.attempts ?? 1;
  }
}

function summary({ failed, done }: Tally): RunResult {
  if (failed === 0) return { status: 'success' };
  const error = `${failed} of ${failed + done} projects could not be mirrored; the errors say why. Start it again when that is mended.`;
  return { status: done > 0 ? 'partial' : 'failed', error, errorCode: 'items_failed' };
}
