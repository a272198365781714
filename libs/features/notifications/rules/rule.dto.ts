import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { BooleanText, IdField, IdFilter, LineField, ListQuery, Nullable, Optional, SortBy } from '@app/http';
import { NOTIFICATION_EVENTS, type NotificationEvent } from './rule-events';
import { RULE_SORT_KEYS } from './rules.repository';

const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

export class QuietHoursDto {
  @ApiProperty({ example: '22:00', pattern: TIME_OF_DAY.source })
  @IsString()
  @Matches(TIME_OF_DAY, { message: 'from must be a time of day such as 22:00' })
  from: string;

  /** Earlier than `from`: on the next day. */
  @ApiProperty({ example: '07:00', pattern: TIME_OF_DAY.source })
  @IsString()
  @Matches(TIME_OF_DAY, { message: 'to must be a time of day such as 07:00' })
  to: string;

  @ApiProperty({ example: 'Europe/Berlin' })
  @IsString()
  @MaxLength(60)
  time_zone: string;
}

export class CreateRuleDto {
  @ApiProperty({ example: 'Production mirrors fail' })
  @LineField(1, 100)
  name: string;

  @ApiProperty({ enum: NOTIFICATION_EVENTS, example: 'mirror_failed' })
  @IsIn(NOTIFICATION_EVENTS)
  event: NotificationEvent;

  /**
   * `mirror_failed` and `issue_sync_failed`: failures in a row (1); `mirror_stale`: hours since the last success (24);
   * `token_expiring`: days left (14). The other events count nothing.
   */
  @ApiPropertyOptional({ type: 'integer', nullable: true, example: 3, minimum: 1, maximum: 8760 })
  @Nullable()
  @IsInt()
  @Min(1)
  @Max(8760)
  threshold?: number | null;

  /** Also say when it is over. */
  @ApiPropertyOptional({ type: 'boolean', default: true })
  @Optional()
  @IsBoolean()
  notify_recovery?: boolean;

  /** Only what belongs to this pair; null: everything. */
  @ApiPropertyOptional({ type: 'integer', nullable: true, example: null })
  @Nullable()
  @IdField()
  instance_pair_id?: number | null;

  /** Where it is told. */
  @ApiProperty({ type: 'array', items: { type: 'integer', minimum: 1 }, example: [3] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  channel_ids: number[];

  /** What happens in them is told when they end, if it is still so. */
  @ApiPropertyOptional({ type: () => QuietHoursDto, nullable: true })
  @Nullable()
  @IsObject()
  @ValidateNested()
  @Type(() => QuietHoursDto)
  quiet_hours?: QuietHoursDto | null;

  /** How long the first alert waits for others, so that one message tells all; 0: at once. */
  @ApiPropertyOptional({ type: 'integer', default: 5, minimum: 0, maximum: 1440 })
  @Optional()
  @IsInt()
  @Min(0)
  @Max(1440)
  group_minutes?: number;

  /** After how long what is still wrong is told again; null: never. */
  @ApiPropertyOptional({ type: 'integer', nullable: true, default: 24, minimum: 1, maximum: 8760 })
  @Nullable()
  @IsInt()
  @Min(1)
  @Max(8760)
  repeat_hours?: number | null;

  /** A rule that is off tells nothing. */
  @ApiPropertyOptional({ type: 'boolean', default: true })
  @Optional()
  @IsBoolean()
  enabled?: boolean;
}

/** An absent field keeps its value. */
export class UpdateRuleDto extends PartialType(CreateRuleDto, { skipNullProperties: false }) {}

export class ListRulesQuery extends ListQuery {
  @ApiPropertyOptional({ enum: NOTIFICATION_EVENTS })
  @Optional()
  @IsIn(NOTIFICATION_EVENTS)
  event?: NotificationEvent;

  @IdFilter()
  channel_id?: number;

  @ApiPropertyOptional({ type: 'boolean' })
  @BooleanText()
  @Optional()
  @IsBoolean()
  enabled?: boolean;

  @SortBy(...RULE_SORT_KEYS)
  sort?: string;
}
