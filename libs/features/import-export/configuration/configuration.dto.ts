import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, OmitType, PickType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, Equals, IsArray, IsBoolean, IsISO8601, IsObject, ValidateNested } from 'class-validator';
import { BooleanText, LineField, Nullable, Optional } from '@app/http';
import { CreateInstanceDto } from '@features/instances';
import { IssueMirrorFields } from '@features/issue-sync';
import { CreateGroupFollowDto, CreateMirrorDto } from '@features/mirrors';
import { CreatePairDto, GroupDefaultDto } from '@features/pairs';
import { CreatePauseDto } from '@features/pauses';
import { CreateScheduleDto } from '@features/schedules';

const MAX_ENTRIES = 10_000;
const MAX_MIRRORS = 100_000;

/** A list of such entries. */
const EntriesField = (entry: () => Class, most = MAX_ENTRIES): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: () => [entry()] }),
    IsArray(),
    ArrayMaxSize(most),
    ValidateNested({ each: true }),
    Type(entry),
  );

/** A maintenance window, or a pause until somebody ends it. Those that are over are left out. */
export class PauseEntryDto extends PickType(CreatePauseDto, ['ends_at', 'reason'] as const) {
  @ApiProperty({ type: 'string', format: 'date-time', example: '2026-12-24T18:00:00Z' })
  @IsISO8601({ strict: true })
  starts_at: string;
}

/** A GitLab. Its token is never part of a document. */
export class InstanceEntryDto extends OmitType(CreateInstanceDto, ['token'] as const) {
  @Optional()
  @EntriesField(() => PauseEntryDto)
  pauses?: PauseEntryDto[];
}

/** When mirrors of the pair are synced by us: all of them, those below a group, or one, named by its two paths. */
export class ScheduleEntryDto extends PickType(CreateScheduleDto, [
  'group_path',
  'cron',
  'interval_minutes',
  'timezone',
  'enabled',
] as const) {
  @ApiProperty({ example: 'platform/core/api', required: false })
  @Optional()
  @LineField(1, 1000)
  source_project_path?: string;

  @ApiProperty({ example: 'backup/api', required: false })
  @Optional()
  @LineField(1, 1000)
  target_project_path?: string;
}

export class GroupDefaultEntryDto extends OmitType(GroupDefaultDto, ['instance_pair_id'] as const) {}

/** A group tree that is mirrored as it grows; the mirrors that it makes need not be named. */
export class GroupFollowEntryDto extends OmitType(CreateGroupFollowDto, ['instance_pair_id'] as const) {}

export class IssueSyncEntryDto extends IssueMirrorFields {}

export class MirrorEntryDto extends OmitType(CreateMirrorDto, [
  'instance_pair_id',
  'source_project_id',
  'source_project_path',
  'target_project_id',
  'target_project_path',
] as const) {
  @ApiProperty({ example: 'platform/core/api' })
  @LineField(1, 1000)
  source_project_path: string;

  @ApiProperty({ example: 'backup/api' })
  @LineField(1, 1000)
  target_project_path: string;

  /** Absent or null: no issue sync; absent in a pair with `issue_sync_enabled`: whatever there is. */
  @ApiProperty({ type: () => IssueSyncEntryDto, nullable: true, required: false })
  @Nullable()
  @ValidateNested()
  @Type(() => IssueSyncEntryDto)
  issue_sync?: IssueSyncEntryDto | null;
}

export class PairEntryDto extends OmitType(CreatePairDto, ['source_instance_id', 'target_instance_id'] as const) {
  /** Name of an instance of the document. */
  @ApiProperty({ example: 'Production' })
  @LineField(1, 100)
  source: string;

  /** Name of an instance of the document. */
  @ApiProperty({ example: 'Backup' })
  @LineField(1, 100)
  target: string;

  @Optional()
  @EntriesField(() => GroupDefaultEntryDto)
  group_defaults?: GroupDefaultEntryDto[];

  @Optional()
  @EntriesField(() => MirrorEntryDto, MAX_MIRRORS)
  mirrors?: MirrorEntryDto[];

  @Optional()
  @EntriesField(() => ScheduleEntryDto, MAX_MIRRORS)
  schedules?: ScheduleEntryDto[];

  @Optional()
  @EntriesField(() => GroupFollowEntryDto)
  group_follows?: GroupFollowEntryDto[];

  @Optional()
  @EntriesField(() => PauseEntryDto)
  pauses?: PauseEntryDto[];
}

/**
 * The whole configuration. It says everything about what it names: a field that is absent has its default, or inherits.
 * What it does not name (instances, pairs, group defaults, mirrors, issue syncs, schedules, pauses, followed groups) is left alone
 * without `prune`.
 */
export class ConfigurationDto {
  @ApiProperty({ type: 'integer', enum: [1], example: 1 })
  @Equals(1, { message: 'version must be 1, the one that this server understands' })
  version: 1;

  @EntriesField(() => InstanceEntryDto)
  instances: InstanceEntryDto[];

  @EntriesField(() => PairEntryDto)
  pairs: PairEntryDto[];

  /** Instance name → token, for instances that are new. Stored encrypted with the instance and nowhere else. */
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    writeOnly: true,
    example: { Backup: 'glpat-…' },
  })
  @Optional()
  @IsObject()
  secrets?: Record<string, string>;
}

export class ApplyQuery {
  /** Answer with the plan, and change nothing. */
  @ApiProperty({ type: Boolean, required: false, default: false })
  @BooleanText()
  @Optional()
  @IsBoolean()
  dry_run?: boolean;

  /** Delete what the document does not name, on GitLab too. */
  @ApiProperty({ type: Boolean, required: false, default: false })
  @BooleanText()
  @Optional()
  @IsBoolean()
  prune?: boolean;
}
