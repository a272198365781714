import { Injectable } from '@nestjs/common';
import { AppError, invalidField } from '@app/common';
import { type CreateMirrorDto, MirrorCreation } from '@features/mirrors';
import type { ItemResult } from '../batch/batch-runner';
import { MirrorRowsQuery } from './mirror-rows.query';
import type { MirrorRowDto } from './pair-document.dto';

export interface RowOptions {
  dryRun: boolean;
  /** An earlier attempt may have made the mirror. */
  begun?: boolean;
}

/** Makes the mirror of one row, through the same door as everybody else. */
@Injectable()
export class RowImporter {
  constructor(
    private readonly creation: MirrorCreation,
    private readonly mirrors: MirrorRowsQuery,
  ) {}

  /** @throws what creating a mirror throws */
  async import(pairId: number, row: MirrorRowDto, { dryRun, begun = false }: RowOptions): Promise<ItemResult> {
    try {
      if (dryRun) await this.creation.check(mirrorOf(pairId, row));
      else await this.creation.create(mirrorOf(pairId, row));
      return { outcome: 'done' };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'mirror_exists') throw error;
      const isOurs = begun && !dryRun && (await this.isIn(pairId, row));
      return isOurs ? { outcome: 'done' } : { outcome: 'skipped', message: error.message };
    }
  }

  private async isIn(pairId: number, { source_project_path: source, target_project_path: target }: MirrorRowDto) {
    return Boolean(source && target) && (await this.mirrors.find(pairId, source ?? '', target ?? '')) !== null;
  }
}

/** A path counts more than an id: ids may be those of another instance. */
function mirrorOf(pairId: number, row: MirrorRowDto): CreateMirrorDto {
  return Object.assign({}, row, {
    instance_pair_id: pairId,
    source_project_id: row.source_project_path ? null : row.source_project_id,
    target_project_id: row.target_project_path ? null : row.target_project_id,
  });
}

/** What the row is about, for people. */
export const rowName = (row: MirrorRowDto): string =>
  `${row.source_project_path ?? `project ${row.source_project_id}`} → ${row.target_project_path ?? `project ${row.target_project_id}`}`;

/** @throws AppError 422 that names each row without a project */
export function requireProjects(rows: MirrorRowDto[]): void {
  const errors = rows.flatMap((row, index) =>
    (['source', 'target'] as const)
      .filter((side) => !row[`${side}_project_path`] && !row[`${side}_project_id`])
      .flatMap((side) => invalidField(`mirrors.${index}.${side}_project_path`, `give ${side}_project_path.`).errors),
  );
  if (errors.length === 0) return;
  const detail = `${errors.length === 1 ? 'A project is' : `${errors.length} projects are`} missing; see errors for the rows.`;
  throw new AppError('invalid', 'validation_failed', detail, { errors });
}
