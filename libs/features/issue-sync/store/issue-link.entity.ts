import { GitlabIdColumn, IdColumn, TimeColumn } from '@app/database';
import type { LinkStatus } from '@app/sync-engine';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { IssueRoute } from './issue-route.entity';

export const LINK_STATUSES = [
  'creating',
  'synced',
  'incomplete',
  'failed',
  'target_modified',
  'target_deleted',
  'source_deleted',
] as const satisfies readonly LinkStatus[];

/** A source issue and its copy; the fields are those of the engine's `IssueLink`. */
@Entity('issue_links')
@Index('issue_links_route_source_key', ['routeId', 'sourceIid'], { unique: true })
@Index('issue_links_route_target_idx', ['routeId', 'targetIid'])
@Index('issue_links_route_status_idx', ['routeId', 'status'])
@Index('issue_links_due_idx', ['routeId', 'retryAt'], { where: `retry_at is not null or status = 'creating'` })
@Index('issue_links_waiting_idx', ['routeId'], { where: `waiting_for <> '{}'` })
@Check(
  'issue_links_status_check',
  `status in ('creating', 'synced', 'incomplete', 'failed', 'target_modified', 'target_deleted', 'source_deleted')`,
)
export class StoredIssueLink {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  routeId: number;

  @ManyToOne(() => IssueRoute, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'route_id', foreignKeyConstraintName: 'issue_links_route_id_fkey' })
  route?: IssueRoute;

  @GitlabIdColumn()
  sourceIid: number;

  @GitlabIdColumn()
  sourceId: number;

  @Column({ type: 'text' })
  sourceUrl: string;

  @Column({ type: 'text' })
  title: string;

  @GitlabIdColumn({ nullable: true })
  targetIid: number | null;

  @GitlabIdColumn({ nullable: true })
  targetId: number | null;

  @Column({ type: 'text', nullable: true })
  targetUrl: string | null;

  @Column({ type: 'varchar', length: 20 })
  status: LinkStatus;

  @Column({ type: 'text', nullable: true })
  sourceHash: string | null;

  @Column({ type: 'text', nullable: true })
  renderedHash: string | null;

  @Column({ type: 'text', nullable: true })
  targetHash: string | null;

  /** Text, because it is compared with the server's own words to the millisecond. */
  @Column({ type: 'text', nullable: true })
  sourceUpdatedAt: string | null;

  @Column({ type: 'integer', default: 0 })
  notesCount: number;

  @Column({ type: 'text', nullable: true })
  notesUpdatedAt: string | null;

  @Column({ type: 'text', array: true, default: '{}' })
  appliedLabels: string[];

  @Column({ type: 'text', array: true, default: '{}' })
  waitingFor: string[];

  @Column({ type: 'text', nullable: true })
  intentSince: string | null;

  @GitlabIdColumn({ nullable: true })
  intentIid: number | null;

  @Column({ type: 'boolean', default: false })
  notesUnknown: boolean;

  @Column({ type: 'integer', default: 0 })
  failures: number;

  @TimeColumn({ nullable: true })
  retryAt: Date | null;

  @Column({ type: 'text', nullable: true })
  error: string | null;

  @TimeColumn({ nullable: true })
  syncedAt: Date | null;
}
