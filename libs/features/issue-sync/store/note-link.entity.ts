import { GitlabIdColumn, IdColumn } from '@app/database';
import type { NoteLink } from '@app/sync-engine';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { IssueRoute } from './issue-route.entity';

/** A source comment and its copy; the fields are those of the engine's `NoteLink`. */
@Entity('note_links')
@Index('note_links_route_source_key', ['routeId', 'sourceNoteId'], { unique: true })
@Index('note_links_route_issue_idx', ['routeId', 'sourceIid'])
@Index('note_links_waiting_idx', ['routeId'], { where: `waiting_for <> '{}'` })
@Check('note_links_status_check', `status in ('creating', 'synced', 'refused', 'gone')`)
export class StoredNoteLink {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  routeId: number;

  @ManyToOne(() => IssueRoute, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'route_id', foreignKeyConstraintName: 'note_links_route_id_fkey' })
  route?: IssueRoute;

  @GitlabIdColumn()
  sourceIid: number;

  @GitlabIdColumn()
  sourceNoteId: number;

  @Column({ type: 'text' })
  sourceDiscussionId: string;

  @GitlabIdColumn({ nullable: true })
  targetNoteId: number | null;

  @Column({ type: 'text', nullable: true })
  targetDiscussionId: string | null;

  @Column({ type: 'text', nullable: true })
  sourceHash: string | null;

  @Column({ type: 'boolean', default: false })
  internal: boolean;

  @Column({ type: 'varchar', length: 20 })
  status: NoteLink['status'];

  @Column({ type: 'text', array: true, default: '{}' })
  waitingFor: string[];

  @Column({ type: 'text', nullable: true })
  error: string | null;
}
