import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString } from 'class-validator';
import { IdField, IdFilter, LineField, ListQuery, Optional, SecretField, SortBy } from '@app/http';
import { GROUP_TOKEN_SORT_KEYS, GROUP_TOKEN_STATUSES, type GroupTokenStatus } from './group-tokens.repository';

export class CreateGroupTokenDto {
  @ApiProperty({ example: 1 })
  @IdField()
  gitlab_instance_id: number;

  /** Full path of the group; the token serves all projects below it, unless a deeper group has its own. */
  @ApiProperty({ example: 'platform/core' })
  @LineField(1, 500)
  group_path: string;

  /** Group access token with `write_repository` (push) or `read_repository` (pull). Stored encrypted. */
  @SecretField()
  token: string;

  /** As it is named on GitLab; also the user name in mirror addresses. */
  @ApiProperty({ example: 'mirror-maestro' })
  @LineField(1, 255)
  token_name: string;
}

/** An absent field keeps its value. */
export class UpdateGroupTokenDto {
  @ApiProperty({ example: 'platform/core' })
  @Optional()
  @LineField(1, 500)
  group_path?: string;

  /** Replaces the token in place, after a test; the mirrors that use it follow. */
  @Optional()
  @SecretField()
  token?: string;

  @ApiProperty({ example: 'mirror-maestro' })
  @Optional()
  @LineField(1, 255)
  token_name?: string;
}

export class GroupTokenListQuery extends ListQuery {
  @IdFilter()
  gitlab_instance_id?: number;

  /** Part of the group path or token name. */
  @Optional()
  @IsString()
  search?: string;

  @ApiProperty({ enum: GROUP_TOKEN_STATUSES })
  @Optional()
  @IsIn(GROUP_TOKEN_STATUSES)
  token_status?: GroupTokenStatus;

  @SortBy(...GROUP_TOKEN_SORT_KEYS)
  sort?: string;
}
