import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { ListQuery, Optional, SortBy } from '@app/http';
import type { LinkStatus } from '@app/sync-engine';
import { LINK_STATUSES } from '../store/issue-link.entity';

export class IssueMappingQuery extends ListQuery {
  /** Part of the title, or the number of the source issue or its copy (with or without #). */
  @ApiProperty({ required: false, example: '#100' })
  @Optional()
  @IsString()
  @Length(1, 255)
  search?: string;

  @ApiProperty({ enum: LINK_STATUSES, required: false })
  @Optional()
  @IsIn(LINK_STATUSES)
  sync_status?: LinkStatus;

  @SortBy('source_issue_iid', 'target_issue_iid', 'title', 'sync_status', 'last_synced_at')
  sort?: string;
}
