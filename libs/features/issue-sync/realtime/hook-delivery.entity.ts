import { GitlabIdColumn, IdColumn, TimeColumn } from '@app/database';
import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { IssueMirror } from '../config/issue-mirror.entity';

/** A delivery of the webhook: what it announces, until a run has taken it up; then kept a while to know repeats. */
@Entity('issue_hook_deliveries')
@Index('issue_hook_deliveries_key', ['issueMirrorId', 'deliveryKey'], { unique: true })
@Index('issue_hook_deliveries_open_idx', ['issueMirrorId'], { where: 'taken_at is null' })
export class HookDelivery {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  issueMirrorId: number;

  @ManyToOne(() => IssueMirror, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'issue_mirror_id', foreignKeyConstraintName: 'issue_hook_deliveries_issue_mirror_id_fkey' })
  issueMirror?: IssueMirror;

  @Column({ type: 'text' })
  deliveryKey: string;

  @GitlabIdColumn()
  sourceIid: number;

  /** It is about a comment, so the comments must be read again. */
  @Column({ type: 'boolean' })
  comments: boolean;

  @Index('issue_hook_deliveries_received_at_idx')
  @TimeColumn({ default: () => 'now()' })
  receivedAt: Date;

  @TimeColumn({ nullable: true })
  takenAt: Date | null;
}
