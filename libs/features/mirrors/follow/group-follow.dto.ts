import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, MaxLength } from 'class-validator';
import { BooleanText, IdField, IdFilter, LineField, ListQuery, Optional, SortBy } from '@app/http';
import { GroupOptionsDto } from '../bulk/bulk.dto';
import { FOLLOW_STATUSES, type FollowStatus } from './group-follow.entity';

class FollowOptionsDto extends GroupOptionsDto {
  @ApiPropertyOptional({ type: Boolean, default: true, example: true })
  @Optional()
  @IsBoolean()
  enabled?: boolean;
}

export class CreateGroupFollowDto extends FollowOptionsDto {
  @ApiProperty({ example: 1 })
  @IdField()
  instance_pair_id: number;

  @ApiProperty({ example: 'platform' })
  @LineField(1, 500)
  source_group_path: string;

  /** Where the tree appears; made when it is missing. */
  @ApiProperty({ example: 'backup/platform' })
  @LineField(1, 500)
  target_namespace_path: string;
}

/** An absent field keeps its value. The two groups can't change: delete the follow and make another. */
export class UpdateGroupFollowDto extends PartialType(FollowOptionsDto, { skipNullProperties: false }) {}

export class ReconcileDto {
  /** Make mirrors again that somebody deleted. */
  @ApiPropertyOptional({ type: Boolean, default: false, example: false })
  @Optional()
  @IsBoolean()
  include_dismissed?: boolean;
}

export const FOLLOW_SORT_KEYS = ['source_group_path', 'last_reconciled_at', 'next_reconcile_at', 'created_at'] as const;

export class GroupFollowsQuery extends ListQuery {
  @IdFilter()
  instance_pair_id?: number;

  @ApiPropertyOptional({ type: Boolean })
  @BooleanText()
  @Optional()
  @IsBoolean()
  enabled?: boolean;

  /** Of the last reconcile. */
  @ApiPropertyOptional({ enum: FOLLOW_STATUSES })
  @Optional()
  @IsIn(FOLLOW_STATUSES)
  status?: FollowStatus;

  /** Part of either path. */
  @ApiPropertyOptional({ example: 'platform' })
  @Optional()
  @IsString()
  @MaxLength(500)
  search?: string;

  @SortBy(...FOLLOW_SORT_KEYS)
  sort?: string;
}
