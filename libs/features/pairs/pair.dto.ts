import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { IdField, IdFilter, LineField, ListQuery, Nullable, Optional, SortBy, TextField } from '@app/http';
import { MAX_BRANCH_REGEX } from './branch-regex';
import { MIRROR_DIRECTIONS, MIRROR_TRANSPORTS, type MirrorDirection, type MirrorTransport } from './pair.entity';
import { PAIR_SORT_KEYS } from './pairs.repository';

/** An absent field keeps its value, or its default in a new pair. */
export class PairSettingsDto {
  /** `push`: the source pushes. `pull`: the target pulls, which needs GitLab Premium there. */
  @ApiProperty({ enum: MIRROR_DIRECTIONS, default: 'pull', example: 'push' })
  @Optional()
  @IsIn(MIRROR_DIRECTIONS)
  mirror_direction?: MirrorDirection;

  /**
   * How push mirrors reach the target. `ssh`: with a deploy key of each mirror instead of an access token; needs
   * `ssh_host_keys` of the target instance and a new GitLab at the source. Git LFS objects do not travel over SSH.
   */
  @ApiProperty({ enum: MIRROR_TRANSPORTS, default: 'https', example: 'https' })
  @Optional()
  @IsIn(MIRROR_TRANSPORTS)
  mirror_transport?: MirrorTransport;

  /** The credential of the mirror may push to protected branches of the target. */
  @ApiProperty({ default: true, example: true })
  @Optional()
  @IsBoolean()
  mirror_protected_branches?: boolean;

  /** Branches that diverged on the target are overwritten. */
  @ApiProperty({ default: false, example: false })
  @Optional()
  @IsBoolean()
  mirror_overwrite_diverged?: boolean;

  /** Pull only: updates start pipelines. */
  @ApiProperty({ default: false, example: false })
  @Optional()
  @IsBoolean()
  mirror_trigger_builds?: boolean;

  /** Only protected branches are mirrored; excludes `mirror_branch_regex`. */
  @ApiProperty({ default: false, example: false })
  @Optional()
  @IsBoolean()
  only_mirror_protected_branches?: boolean;

  /** Only branches that match are mirrored (RE2 syntax; Premium); null: all. */
  @ApiProperty({ example: '^(main|release/.*)$' })
  @Nullable()
  @IsString()
  @MaxLength(MAX_BRANCH_REGEX)
  mirror_branch_regex?: string | null;

  /** Pull only: GitLab's id of the user who answers for the mirror's events; administrators may set it. */
  @ApiProperty({ example: 42 })
  @Nullable()
  @IdField()
  mirror_user_id?: number | null;

  /** A source that lost most of its branches, was emptied or force-pushed waits for approval before we have it mirrored. */
  @ApiProperty({ default: false, example: false })
  @Optional()
  @IsBoolean()
  hold_suspicious_changes?: boolean;

  /** Losing at least this share of the branches at once (and at least three of them) is suspicious. */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100, default: 50, example: 50 })
  @Optional()
  @IsInt()
  @Min(1)
  @Max(100)
  hold_branch_loss_percent?: number;

  /** New mirrors of the pair get an issue sync. */
  @ApiProperty({ default: false, example: false })
  @Optional()
  @IsBoolean()
  issue_sync_enabled?: boolean;

  @ApiProperty({ example: 'Everything that customers see' })
  @Nullable()
  @TextField(500)
  description?: string | null;
}

export class CreatePairDto extends PairSettingsDto {
  @ApiProperty({ example: 'Production to backup' })
  @LineField(1, 200)
  name: string;

  @ApiProperty({ example: 1 })
  @IdField()
  source_instance_id: number;

  /** May be the source instance. */
  @ApiProperty({ example: 2 })
  @IdField()
  target_instance_id: number;
}

export class UpdatePairDto extends PairSettingsDto {
  @ApiProperty({ example: 'Production to backup' })
  @Optional()
  @LineField(1, 200)
  name?: string;

  /** Fixed once the pair has mirrors. */
  @ApiProperty({ example: 1 })
  @Optional()
  @IdField()
  source_instance_id?: number;

  /** Fixed once the pair has mirrors. */
  @ApiProperty({ example: 2 })
  @Optional()
  @IdField()
  target_instance_id?: number;
}

export class PairListQuery extends ListQuery {
  /** Part of the name or description. */
  @Optional()
  @IsString()
  search?: string;

  @IdFilter()
  source_instance_id?: number;

  @IdFilter()
  target_instance_id?: number;

  @SortBy(...PAIR_SORT_KEYS)
  sort?: string;
}
