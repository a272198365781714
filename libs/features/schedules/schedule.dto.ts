import { ApiProperty, ApiPropertyOptional, PartialType, PickType } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { IdFilter, ListQuery, Nullable, Optional, SortBy, Trimmed } from '@app/http';

export class CreateScheduleDto {
  @ApiProperty({ type: 'integer', example: 1 })
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  instance_pair_id: number;

  /** Only mirrors whose source project is below this group. */
  @ApiPropertyOptional({ type: 'string', nullable: true, example: 'platform/core' })
  @Trimmed()
  @Nullable()
  @IsString()
  @Matches(/^[^/\s]+(\/[^/\s]+)*$/, { message: 'group_path must look like group/subgroup' })
  @MaxLength(500)
  group_path?: string | null;

  /** Only this mirror. */
  @ApiPropertyOptional({ type: 'integer', nullable: true, example: null })
  @Nullable()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  mirror_id?: number | null;

  /** Five fields: minute, hour, day of month, month, weekday. Give this or `interval_minutes`. */
  @ApiPropertyOptional({ type: 'string', nullable: true, example: '30 2 * * *' })
  @Trimmed()
  @Nullable()
  @IsString()
  @MaxLength(100)
  cron?: string | null;

  /** Give this or `cron`. */
  @ApiPropertyOptional({ type: 'integer', nullable: true, example: null, minimum: 5, maximum: 43_200 })
  @Nullable()
  @IsInt()
  @Min(5)
  @Max(43_200)
  interval_minutes?: number | null;

  /** Time zone of `cron`. */
  @ApiPropertyOptional({ type: 'string', default: 'UTC', example: 'Europe/Berlin' })
  @Optional()
  @IsString()
  @MaxLength(60)
  timezone?: string;

  @ApiPropertyOptional({ type: 'boolean', default: true })
  @Optional()
  @IsBoolean()
  enabled?: boolean;
}

/** What can change; the subject of a schedule cannot. */
export class UpdateScheduleDto extends PartialType(
  PickType(CreateScheduleDto, ['cron', 'interval_minutes', 'timezone', 'enabled'] as const),
  { skipNullProperties: false },
) {}

export class ListSchedulesQuery extends ListQuery {
  @IdFilter()
  instance_pair_id?: number;

  @IdFilter()
  mirror_id?: number;

  @SortBy('next_run_at', 'last_run_at', 'created_at')
  sort?: string;
}
