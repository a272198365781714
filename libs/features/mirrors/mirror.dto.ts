import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { TOKEN_STATUSES, type TokenStatus } from '@app/common';
import { ANY_ID, BooleanText, IdField, IdFilter, LineField, ListQuery, Nullable, Optional, SortBy } from '@app/http';
import { MIRROR_DIRECTIONS, type MirrorDirection } from '@features/pairs';
import { MIRROR_SORT_KEYS } from './list/mirror-list.query';
import { SYNC_STATUSES, VERIFY_STATUSES, type SyncStatus, type VerifyStatus } from './mirror.entity';

/** Settings that a mirror may have for itself; null inherits them from the group default or the pair. */
export class MirrorOverridesDto {
  /** Fixed once the mirror exists. */
  @ApiProperty({ enum: MIRROR_DIRECTIONS, nullable: true, example: 'push' })
  @Nullable()
  @IsIn(MIRROR_DIRECTIONS)
  mirror_direction?: MirrorDirection | null;

  /** Push: whether our bot gets the role that may push to protected branches of the target. */
  @ApiProperty({ type: Boolean, nullable: true, example: true })
  @Nullable()
  @IsBoolean()
  mirror_protected_branches?: boolean | null;

  /** Whether branches that were changed on the target are overwritten. */
  @ApiProperty({ type: Boolean, nullable: true, example: false })
  @Nullable()
  @IsBoolean()
  mirror_overwrite_diverged?: boolean | null;

  /** Pull only: start pipelines for what was pulled. */
  @ApiProperty({ type: Boolean, nullable: true, example: false })
  @Nullable()
  @IsBoolean()
  mirror_trigger_builds?: boolean | null;

  /** Excludes mirror_branch_regex. */
  @ApiProperty({ type: Boolean, nullable: true, example: false })
  @Nullable()
  @IsBoolean()
  only_mirror_protected_branches?: boolean | null;

  /** RE2 syntax, GitLab Premium. An empty text takes an inherited filter away. */
  @ApiProperty({ type: String, nullable: true, maxLength: 255, example: '^(main|release/.*)$' })
  @Nullable()
  @LineField(0, 255)
  mirror_branch_regex?: string | null;

  /** Pull only, administrators only: GitLab's id of the user who answers for what the mirror does. */
  @ApiProperty({ nullable: true, example: 42 })
  @Nullable()
  @IdField()
  mirror_user_id?: number | null;
}

/** The two projects and settings of a mirror. An id may be left out when the path is given, and the other way round. */
export class CreateMirrorDto extends MirrorOverridesDto {
  @ApiProperty({ example: 1 })
  @IdField()
  instance_pair_id: number;

  @ApiProperty({ example: 101 })
  @Nullable()
  @IdField()
  source_project_id?: number | null;

  @ApiProperty({ type: String, example: 'platform/core/api' })
  @Nullable()
  @LineField(1, 1000)
  source_project_path?: string | null;

  @ApiProperty({ example: 202 })
  @Nullable()
  @IdField()
  target_project_id?: number | null;

  @ApiProperty({ type: String, example: 'backup/api' })
  @Nullable()
  @LineField(1, 1000)
  target_project_path?: string | null;

  @ApiProperty({ default: true, example: true })
  @Optional()
  @IsBoolean()
  enabled?: boolean;
}

/** An absent field keeps its value; null goes back to what is inherited. */
export class UpdateMirrorDto extends MirrorOverridesDto {
  @ApiProperty({ example: true })
  @Optional()
  @IsBoolean()
  enabled?: boolean;
}

export class MirrorsQuery extends ListQuery {
  @IdFilter()
  instance_pair_id?: number;

  @IdFilter()
  source_instance_id?: number;

  @IdFilter()
  target_instance_id?: number;

  /** By last_update_status. */
  @ApiProperty({ enum: SYNC_STATUSES, required: false })
  @Optional()
  @IsIn(SYNC_STATUSES)
  status?: SyncStatus;

  @ApiProperty({ type: Boolean, required: false })
  @BooleanText()
  @Optional()
  @IsBoolean()
  enabled?: boolean;

  /** By effective direction. */
  @ApiProperty({ enum: MIRROR_DIRECTIONS, required: false })
  @Optional()
  @IsIn(MIRROR_DIRECTIONS)
  direction?: MirrorDirection;

  /** Mirrors from or to a project somewhere below this group. */
  @ApiProperty({ required: false, example: 'platform/core' })
  @Optional()
  @LineField(1, 500)
  group?: string;

  /** Part of a project's path. */
  @ApiProperty({ required: false, example: 'api' })
  @Optional()
  @IsString()
  @MaxLength(500)
  search?: string;

  @ApiProperty({ enum: TOKEN_STATUSES, required: false })
  @Optional()
  @IsIn(TOKEN_STATUSES)
  token_status?: TokenStatus;

  @ApiProperty({ enum: VERIFY_STATUSES, required: false })
  @Optional()
  @IsIn(VERIFY_STATUSES)
  verify_status?: VerifyStatus;

  /** Whether it waits for approval. */
  @ApiProperty({ type: Boolean, required: false })
  @BooleanText()
  @Optional()
  @IsBoolean()
  held?: boolean;

  @SortBy(...MIRROR_SORT_KEYS)
  sort?: string;
}

export class MirrorGroupsQuery {
  /** Only mirrors of this pair. */
  @IdFilter()
  instance_pair_id?: number;
}

/** The mirror that is asked for, and which mirrors of its owner project have to go. */
export class RemoveExistingDto extends CreateMirrorDto {
  /** GitLab's ids; absent: all that stand in the way. */
  @ApiProperty({ type: 'array', items: ANY_ID, nullable: true, example: [7] })
  @Nullable()
  @IsArray()
  @ArrayMaxSize(100)
  @IsInt({ each: true })
  @Min(1, { each: true })
  remote_mirror_ids?: number[] | null;
}

export class MirrorIdsDto {
  @ApiProperty({ type: 'array', items: ANY_ID, example: [1, 2, 3] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  mirror_ids: number[];
}
