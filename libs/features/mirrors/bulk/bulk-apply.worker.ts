import { AppError, ForeignError, inParallel, safeMessage } from '@app/common';
import type { CallOptions } from '@app/gitlab';
import { RunHandler, type RunContext, type RunResult, type RunWorker } from '@features/runs';
import { MirrorCreation } from '../create/mirror-creation';
import { CreateMirrorDto } from '../mirror.dto';
import type { BulkItem } from './bulk-plan';
import { BulkPlanner, type PlannedBulk } from './bulk-planner';
import type { BulkDto } from './bulk.dto';
import { toMirror } from './bulk.view';

const AT_A_TIME = 6;

/**
 * Mirrors a group tree. It plans anew each time, so it can be killed anywhere, run again or repeated later: what is done
 * already is not in the plan any more. A project that GitLab refuses stops none of the others. Input: the request.
 */
@RunHandler('mirrors.bulk')
export class BulkApplyWorker implements RunWorker {
  constructor(
    private readonly planner: BulkPlanner,
    private readonly creation: MirrorCreation,
  ) {}

  async run(context: RunContext): Promise<RunResult> {
    const dto = context.input as unknown as BulkDto;
    const options: CallOptions = { signal: context.signal };
    context.progress(0, null, 'planning');
    const planned = await this.planner.plan(dto, options);
    await this.createGroups(planned, options);
    const items = toMirror(planned.plan);
    let done = 0;
    let failures = 0;
    await inParallel(items, AT_A_TIME, async (item) => {
      context.signal.throwIfAborted();
      try {
        await this.mirror(item, planned, dto, options);
        context.count('mirrors_created');
      } catch (error) {
        context.signal.throwIfAborted();
        if (!(error instanceof AppError || error instanceof ForeignError)) throw error;
        failures++;
        context.itemError(item.sourceProjectPath, safeMessage(error));
      }
      context.progress(++done, items.length, 'mirroring');
    });
    if (failures === 0) return { status: 'success' };
    const error = `${failures} of ${items.length} projects could not be mirrored; see the errors of each.`;
    return { status: failures < items.length ? 'partial' : 'failed', error, errorCode: 'bulk_incomplete' };
  }

  private async createGroups({ target, groupIds, plan }: PlannedBulk, options: CallOptions): Promise<void> {
    for (const path of plan.groupsToCreate) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const parent = path.includes('/') ? groupIds.get(path.slice(0, path.lastIndexOf('/')).toLowerCase()) : undefined;
      const body = { name, path: name, ...(parent === undefined ? {} : { parent_id: parent }) };
      const group = await target.groups.create(body, options).catch((error: unknown) => {
        // Made by somebody else since the plan, or by us with a lost answer.
        if (mayExist(error)) return target.groups.get(path, options);
        throw error;
      });
      groupIds.set(path.toLowerCase(), group.id);
    }
  }

  private async mirror(item: BulkItem, planned: PlannedBulk, dto: BulkDto, options: CallOptions): Promise<void> {
    const targetId = item.targetProjectId ?? (await this.createProject(item, planned, options));
    const projects = { source_project_id: item.sourceProjectId, target_project_id: targetId };
    await this.creation.create(Object.assign(new CreateMirrorDto(), dto, projects));
  }

  private async createProject(
    item: BulkItem,
    { target, groupIds }: PlannedBulk,
    options: CallOptions,
  ): Promise<number> {
    const path = item.targetProjectPath;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const namespaceId = groupIds.get(path.slice(0, path.lastIndexOf('/')).toLowerCase());
    if (namespaceId === undefined) throw new Error(`The group of ${path} was not made.`);
    // No README: a first commit of its own would make the target diverge at once. No mails, no closing of issues.
    const body = {
      name,
      path: name,
      namespace_id: namespaceId,
      emails_enabled: false,
      autoclose_referenced_issues: false,
    };
    const project = await target.projects.create(body, options).catch((error: unknown) => {
      if (mayExist(error)) return target.projects.get(path, options);
      throw error;
    });
    return project.id;
  }
}

const mayExist = (error: unknown): boolean =>
  error instanceof ForeignError &&
  (error.ambiguous || (error.kind === 'validation' && /taken|exist/i.test(error.reason)));
