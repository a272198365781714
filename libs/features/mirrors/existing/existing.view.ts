import { ApiProperty } from '@nestjs/swagger';
import { ANY_ID } from '@app/http';
import { redact, withoutCredentials } from '@app/common';
import { MIRROR_DIRECTIONS, type MirrorDirection } from '@features/pairs';
import type { FoundMirror, Preflight } from './existing-mirrors';

/** A mirror that GitLab has already and that was not made here. */
export class PreexistingMirrorView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 7 })
  id: number;

  @ApiProperty({ type: 'integer', format: 'int64', example: 101 })
  project_id: number;

  @ApiProperty({ enum: MIRROR_DIRECTIONS, example: 'push' })
  direction: MirrorDirection;

  /** Without credentials. */
  @ApiProperty({ example: 'https://gitlab.example.com/backup/api.git' })
  url: string;

  @ApiProperty({ example: true })
  enabled: boolean;

  /** It leads to the same project as the mirror that is asked for. */
  @ApiProperty({ example: true })
  same_target: boolean;

  @ApiProperty({ example: 'finished' })
  update_status: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  last_error: string | null;
}

export class PreflightView {
  @ApiProperty({ enum: MIRROR_DIRECTIONS, example: 'push' })
  effective_direction: MirrorDirection;

  /** The project whose GitLab does the mirroring. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 101 })
  owner_project_id: number;

  @ApiProperty({ type: [PreexistingMirrorView] })
  existing_mirrors: PreexistingMirrorView[];

  @ApiProperty({ type: [PreexistingMirrorView] })
  existing_same_direction: PreexistingMirrorView[];

  /** What may go wrong, in words. */
  @ApiProperty({ type: [String], example: ['platform/api on Production is empty: there is nothing to mirror yet.'] })
  warnings: string[];
}

export class RemovedExistingView {
  @ApiProperty({ type: 'integer', example: 1 })
  deleted: number;

  @ApiProperty({ type: 'array', items: ANY_ID, example: [7] })
  deleted_ids: number[];
}

export function preflightView({ plan, existing, warnings }: Preflight): PreflightView {
  const { direction, owner } = plan.placement;
  const views = existing.map(existingView);
  return {
    effective_direction: direction,
    owner_project_id: owner.projectId,
    existing_mirrors: views,
    existing_same_direction: views.filter((view) => view.direction === direction),
    warnings,
  };
}

const existingView = ({ id, projectId, direction, url, enabled, same, state }: FoundMirror): PreexistingMirrorView => ({
  id,
  project_id: projectId,
  direction,
  url: redact(withoutCredentials(url)),
  enabled,
  same_target: same,
  update_status: state.update_status,
  last_error: state.last_error === null ? null : redact(state.last_error),
});
