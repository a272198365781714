import { Injectable } from '@nestjs/common';
import { AppError, ForeignError, inParallel, safeMessage } from '@app/common';
import { isDatabaseAway } from '@app/database';
import { JobCatalogue } from '@app/queue';
import type { RunContext, RunResult } from '@features/runs';
import { MirrorCreation } from '../create/mirror-creation';
import { CreateMirrorDto } from '../mirror.dto';
import { BulkMirrorsQuery } from './bulk-mirrors.query';
import { mirrorSettingsIn } from './bulk-order';
import { BulkPass } from './bulk-pass';
import { countsOf, toMirror, type BulkItem } from './bulk-plan';
import { BulkPlanner, type BulkMemory, type PlannedBulk } from './bulk-planner';
import type { GroupOrderDto } from './bulk.dto';
import { TargetTree } from './target-tree';

const AT_A_TIME = 6;
const LOOK_AGAIN_MS = 5_000;

export interface BulkOutcome {
  planned: PlannedBulk;
  /** In this attempt. */
  created: number;
  result: RunResult;
}

/**
 * Mirrors a group tree. It plans anew each time, so it can be killed anywhere, run again or repeated later: what is done
 * already is not in the plan any more. A project that GitLab refuses stops none of the others. What may pass is tried
 * again: at once after an attempt that achieved something, with growing pauses after one that did not.
 */
@Injectable()
export class BulkRunner {
  constructor(
    private readonly planner: BulkPlanner,
    private readonly creation: MirrorCreation,
    private readonly mirrors: BulkMirrorsQuery,
    private readonly catalogue: JobCatalogue,
  ) {}

  /** @throws what may pass, when this attempt achieved nothing; AppError when the order can't be carried out at all */
  async run(context: RunContext, order: GroupOrderDto, memory?: BulkMemory): Promise<BulkOutcome> {
    const call = { signal: context.signal };
    context.forgetItemErrors();
    context.progress(0, null, 'planning');
    const planned = await this.planner.plan(order, call, memory).catch((error: unknown) => {
      throw patient(error);
    });
    const items = toMirror(planned.plan);
    const pass = new BulkPass(context, items.length, this.isLastAttempt(context));
    const tree = new TargetTree(planned, {
      visibility: order.visibility ?? null,
      builds: order.mirror_trigger_builds ?? planned.pair.mirrorTriggerBuilds,
      onGroupMade: () => context.count('groups_created'),
      call,
    });
    await inParallel(items, AT_A_TIME, async (item) => {
      context.signal.throwIfAborted();
      if (pass.isHopeless) return pass.skipped(item);
      try {
        await this.mirror(item, order, tree, context);
        pass.made();
      } catch (error) {
        context.signal.throwIfAborted();
        if (isDatabaseAway(error)) throw error;
        pass.failed(item, error);
      }
    });
    return { planned, created: pass.created, result: await this.resultOf(planned, pass, context) };
  }

  private async mirror(item: BulkItem, order: GroupOrderDto, tree: TargetTree, context: RunContext): Promise<void> {
    let targetId = item.targetProjectId;
    if (targetId === null) {
      targetId = (await tree.project(item)).id;
      context.count('projects_created');
    }
    const request = {
      ...mirrorSettingsIn(order),
      instance_pair_id: order.instance_pair_id,
      source_project_id: item.sourceProjectId,
      target_project_id: targetId,
    };
    try {
      await this.creation.create(Object.assign(new CreateMirrorDto(), request));
      context.count('mirrors_created');
    } catch (error) {
      // Somebody else was faster, or we were, before the answer was lost.
      if (!(error instanceof AppError && error.code === 'mirror_exists')) throw error;
    }
  }

  private async resultOf(planned: PlannedBulk, pass: BulkPass, context: RunContext): Promise<RunResult> {
    if (pass.postponed !== undefined) {
      if (pass.created === 0) throw patient(pass.postponed);
      return { status: 'again', afterMs: LOOK_AGAIN_MS, error: safeMessage(pass.postponed) };
    }
    const { plan, pair, sourceProjects } = planned;
    const unfinished = await this.mirrors.unfinished(pair.id, [...sourceProjects.keys()]);
    if (unfinished.some(({ inWork }) => inWork)) {
      context.progress(pass.done, pass.total, 'waiting for GitLab');
      return { status: 'again', afterMs: LOOK_AGAIN_MS };
    }
    for (const { sourceProjectPath, lastError } of unfinished) {
      context.itemError(sourceProjectPath, lastError ?? 'GitLab has not made its mirror yet; it is tried again later.');
    }
    const conflicts = plan.items.filter(({ action }) => action === 'conflict');
    for (const { sourceProjectPath, reason } of conflicts)
      context.itemError(sourceProjectPath, reason ?? 'A conflict.');
    const counts = countsOf(plan);
    for (const name of ['already_mirrored', 'excluded', 'conflicts'] as const) {
      context.count(name, counts[name] - (context.run.counters[name] ?? 0));
    }
    const failures = pass.refused + unfinished.length + conflicts.length;
    if (failures === 0) return { status: 'success' };
    const asked = plan.items.length - counts.excluded;
    const error = `${failures} of ${asked} projects could not be mirrored; see the errors of each.`;
    return { status: failures < asked ? 'partial' : 'failed', error, errorCode: 'bulk_incomplete' };
  }

  private isLastAttempt({ run }: RunContext): boolean {
    return run.attempt >= (this.catalogue.find(run.kind)?.attempts ?? 1);
  }
}

/** A GitLab that is down may be so for an hour: the pauses grow, whatever its circuit breaker would wait. */
function patient(error: unknown): unknown {
  if (!(error instanceof ForeignError) || error.kind !== 'transient') return error;
  return new AppError('unavailable', 'gitlab_transient', error.message, { cause: error });
}
