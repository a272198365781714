import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, MaxLength } from 'class-validator';
import { IdField, IdFilter, LineField, ListQuery, Nullable, Optional, SortBy } from '@app/http';
import { MAX_BRANCH_REGEX } from './branch-regex';
import { GROUP_DEFAULT_SORT_KEYS } from './group-defaults.repository';
import { MIRROR_DIRECTIONS, type MirrorDirection } from './pair.entity';

/** An absent setting keeps its value, null inherits from the pair. */
export class GroupDefaultDto {
  @ApiProperty({ example: 1 })
  @IdField()
  instance_pair_id: number;

  /** Full path of a group of the source or the target; it holds for all projects below. */
  @ApiProperty({ example: 'platform/core' })
  @LineField(1, 500)
  group_path: string;

  @ApiProperty({ enum: MIRROR_DIRECTIONS, example: 'push' })
  @Nullable()
  @IsIn(MIRROR_DIRECTIONS)
  mirror_direction?: MirrorDirection | null;

  @ApiProperty({ example: true })
  @Nullable()
  @IsBoolean()
  mirror_protected_branches?: boolean | null;

  @ApiProperty({ example: false })
  @Nullable()
  @IsBoolean()
  mirror_overwrite_diverged?: boolean | null;

  @ApiProperty({ example: null })
  @Nullable()
  @IsBoolean()
  mirror_trigger_builds?: boolean | null;

  @ApiProperty({ example: null })
  @Nullable()
  @IsBoolean()
  only_mirror_protected_branches?: boolean | null;

  /** RE2 syntax. An empty text says "all branches" against a filter of the pair. */
  @ApiProperty({ example: '^(main|release/.*)$' })
  @Nullable()
  @IsString()
  @MaxLength(MAX_BRANCH_REGEX)
  mirror_branch_regex?: string | null;

  @ApiProperty({ example: null })
  @Nullable()
  @IdField()
  mirror_user_id?: number | null;
}

export class GroupDefaultListQuery extends ListQuery {
  @IdFilter()
  instance_pair_id?: number;

  /** Part of the group path. */
  @Optional()
  @IsString()
  search?: string;

  @SortBy(...GROUP_DEFAULT_SORT_KEYS)
  sort?: string;
}
