import { ApiProperty } from '@nestjs/swagger';
import { iso } from '@app/common';
import type { StoredIssueLink } from '../store/issue-link.entity';

/** An issue of the source and its copy on the target. */
export class IssueMappingView {
  @ApiProperty({ type: 'integer', example: 100 })
  source_issue_iid: number;

  @ApiProperty({ example: 'https://a.example.com/platform/api/-/issues/100' })
  source_web_url: string;

  /** Null until the copy exists. */
  @ApiProperty({ type: 'integer', nullable: true, example: 200 })
  target_issue_iid: number | null;

  @ApiProperty({ type: String, nullable: true, example: 'https://b.example.com/mirrors/api/-/issues/200' })
  target_web_url: string | null;

  @ApiProperty({ example: 'Login fails' })
  title: string;

  /** synced · incomplete: something is still to be copied · failed · target_modified, target_deleted, source_deleted: left alone · creating */
  @ApiProperty({ example: 'synced' })
  sync_status: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  last_synced_at: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  sync_error: string | null;

  /** When an issue that failed is tried again. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  retry_at: string | null;
}

export const mappingView = (link: StoredIssueLink): IssueMappingView => ({
  source_issue_iid: link.sourceIid,
  source_web_url: link.sourceUrl,
  target_issue_iid: link.targetIid,
  target_web_url: link.targetUrl,
  title: link.title,
  sync_status: link.status,
  last_synced_at: iso(link.syncedAt),
  sync_error: link.error,
  retry_at: iso(link.retryAt),
});
