import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { BooleanText, IdField, IdFilter, IntegerText, Optional } from '@app/http';
import { MIRROR_DIRECTIONS, type MirrorDirection } from '@features/pairs';

const YEAR_SECONDS = 31_536_000;

export class StalenessQuery {
  /** Seconds since the last success from which it is a warning. */
  @ApiPropertyOptional({ type: 'integer', default: 86_400 })
  @IntegerText()
  @Optional()
  @IsInt()
  @Min(0)
  @Max(10 * YEAR_SECONDS)
  stale_warning_seconds?: number;

  /** Seconds since the last success from which it is an error. */
  @ApiPropertyOptional({ type: 'integer', default: 604_800 })
  @IntegerText()
  @Optional()
  @IsInt()
  @Min(0)
  @Max(10 * YEAR_SECONDS)
  stale_error_seconds?: number;

  /** What it means that no mirror has ever succeeded. */
  @ApiPropertyOptional({ enum: ['warning', 'error'], default: 'warning' })
  @Optional()
  @IsIn(['warning', 'error'])
  never_succeeded_level?: 'warning' | 'error';

  @IdFilter()
  instance_pair_id?: number;
}

export class LinkMirrorsQuery extends StalenessQuery {
  @ApiPropertyOptional({ type: 'integer', required: true, example: 1 })
  @IntegerText()
  @IdField()
  source_instance_id: number;

  @ApiPropertyOptional({ type: 'integer', required: true, example: 2 })
  @IntegerText()
  @IdField()
  target_instance_id: number;

  @ApiPropertyOptional({ enum: MIRROR_DIRECTIONS, required: true })
  @IsIn(MIRROR_DIRECTIONS)
  mirror_direction: MirrorDirection;

  @ApiPropertyOptional({ type: 'boolean', default: true })
  @BooleanText()
  @Optional()
  @IsBoolean()
  include_disabled?: boolean;

  @ApiPropertyOptional({ type: 'integer', default: 200 })
  @IntegerText()
  @Optional()
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;

  @ApiPropertyOptional({ type: 'integer', default: 0 })
  @IntegerText()
  @Optional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  offset?: number;
}
