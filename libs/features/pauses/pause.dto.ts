import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsISO8601, IsString, Max, MaxLength, Min } from 'class-validator';
import { BooleanText, IdFilter, ListQuery, Nullable, Optional, SortBy, Trimmed } from '@app/http';

export class CreatePauseDto {
  /** Pauses all pairs of this instance; give this or `pair_id`. */
  @ApiPropertyOptional({ type: 'integer', nullable: true, example: 1 })
  @Nullable()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  instance_id?: number | null;

  /** Pauses this pair; give this or `instance_id`. */
  @ApiPropertyOptional({ type: 'integer', nullable: true, example: null })
  @Nullable()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  pair_id?: number | null;

  /** Now, when it is left out. */
  @ApiPropertyOptional({ type: 'string', format: 'date-time', example: '2026-12-24T18:00:00Z' })
  @Optional()
  @IsISO8601({ strict: true })
  starts_at?: string;

  /** Until somebody ends it, when it is left out or null. */
  @ApiPropertyOptional({ type: 'string', format: 'date-time', nullable: true, example: '2026-12-27T06:00:00Z' })
  @Nullable()
  @IsISO8601({ strict: true })
  ends_at?: string | null;

  @ApiPropertyOptional({ type: 'string', nullable: true, example: 'Upgrade of the backup instance' })
  @Trimmed()
  @Nullable()
  @IsString()
  @MaxLength(500)
  reason?: string | null;
}

export class ListPausesQuery extends ListQuery {
  @IdFilter()
  instance_id?: number;

  @IdFilter()
  pair_id?: number;

  /** Only those that hold at this moment. */
  @ApiPropertyOptional({ type: 'boolean' })
  @BooleanText()
  @Optional()
  @IsBoolean()
  active?: boolean;

  @SortBy('starts_at', 'ends_at', 'created_at')
  sort?: string;
}

export class PauseView {
  @ApiProperty({ type: 'integer', example: 3 })
  id: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  instance_id: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: null })
  pair_id: number | null;

  @ApiProperty({ format: 'date-time', example: '2026-12-24T18:00:00Z' })
  starts_at: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, example: '2026-12-27T06:00:00Z' })
  ends_at: string | null;

  @ApiProperty({ example: false })
  active: boolean;

  @ApiProperty({ type: 'string', nullable: true, example: 'Upgrade of the backup instance' })
  reason: string | null;

  @ApiProperty({ example: 'admin' })
  created_by: string;

  @ApiProperty({ format: 'date-time', example: '2026-12-01T09:00:00Z' })
  created_at: string;
}

export class PauseDeletedView {
  @ApiProperty({ example: 'deleted' })
  status: 'deleted';
}
