import { ApiProperty } from '@nestjs/swagger';
import { ANY_VALUE } from '@app/http';
import { RESOURCE_KINDS, type ResourceKind } from '../batch/import-item.entity';
import type { Plan, Step } from './plan';

export class PlannedView {
  @ApiProperty({ enum: RESOURCE_KINDS, example: 'mirror' })
  kind: ResourceKind;

  @ApiProperty({ example: 'Production to backup: platform/api → backup/api' })
  name: string;
}

export class FieldChangeView {
  @ApiProperty({ example: 'mirror_overwrite_diverged' })
  field: string;

  @ApiProperty({ ...ANY_VALUE, example: null })
  before: unknown;

  @ApiProperty({ ...ANY_VALUE, example: true })
  after: unknown;
}

export class PlannedChangeView extends PlannedView {
  @ApiProperty({ type: [FieldChangeView] })
  fields: FieldChangeView[];
}

/** What makes this server agree with a document. */
export class PlanView {
  @ApiProperty({ type: [PlannedView] })
  create: PlannedView[];

  @ApiProperty({ type: [PlannedChangeView] })
  change: PlannedChangeView[];

  /** Empty without `prune`. */
  @ApiProperty({ type: [PlannedView] })
  delete: PlannedView[];

  /** What agrees already. */
  @ApiProperty({ type: 'integer', example: 120 })
  unchanged: number;

  /** New instances whose token is not in `secrets`. */
  @ApiProperty({ type: [String], example: [] })
  tokens_needed: string[];
}

export class ApplyQueuedView {
  @ApiProperty({ example: '12 changes started' })
  message: string;

  /** Of the run; `/api/export/jobs/{job_id}/items` tells what becomes of each change. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 815 })
  job_id: number;

  /** Changes that the run makes. */
  @ApiProperty({ type: 'integer', example: 12 })
  total: number;

  /** Instances that were created or changed at once, because their tokens are not kept for a run. */
  @ApiProperty({ type: [PlannedView] })
  applied: PlannedView[];
}

export const plannedView = ({ kind, name }: Step): PlannedView => ({ kind, name });

export function planView({ steps, unchanged }: Plan, tokensNeeded: string[]): PlanView {
  const of = (action: Step['action']): Step[] => steps.filter((step) => step.action === action);
  return {
    create: of('create').map(plannedView),
    change: of('change').map((step) => Object.assign(plannedView(step), { fields: step.changes })),
    delete: of('delete').map(plannedView),
    unchanged,
    tokens_needed: tokensNeeded,
  };
}
