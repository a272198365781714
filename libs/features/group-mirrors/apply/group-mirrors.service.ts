import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { conflict } from '@app/common';
import { Runs } from '@features/runs';
import { groupRequest, type GroupRequestDto } from '../group-request.dto';
import { GroupPlanner } from '../plan/group-planner';
import { isWork } from './bulk-round';
import type { BulkStartedView } from './bulk-started.view';

/** Mirrors whole groups in the background. */
@Injectable()
export class GroupMirrors {
  constructor(
    private readonly planner: GroupPlanner,
    private readonly runs: Runs,
  ) {}

  /** @throws what planning throws; AppError 409 while the same group is being mirrored to the same place */
  async start(dto: GroupRequestDto): Promise<BulkStartedView> {
    const { plan, pair } = await this.planner.plan(groupRequest(dto), { priority: 'interactive' });
    const { run, created } = await this.runs.request({
      kind: 'mirrors.bulk',
      subject: `pair:${pair.id}:${fingerprint(plan.sourcePath, plan.targetPath)}`,
      trigger: 'manual',
      input: { request: { ...dto } },
    });
    if (!created) {
      throw conflict(
        'bulk_is_running',
        `${plan.sourcePath} is being mirrored to ${plan.targetPath} already (run ${run.id}). Wait for it, or cancel it.`,
      );
    }
    return { job_id: run.id, total: plan.items.filter(isWork).length };
  }
}

/** Paths are too long for the subject of a run. */
const fingerprint = (...paths: string[]): string =>
  createHash('sha256').update(paths.join('\n').toLowerCase()).digest('hex').slice(0, 32);
