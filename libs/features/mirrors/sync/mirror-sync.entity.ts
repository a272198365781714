import { CreatedAtColumn, IdColumn, TimeColumn } from '@app/database';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { Mirror } from '../mirror.entity';

/** `queued`: GitLab has not been asked yet; `running`: it was asked and has not finished. */
export const MIRROR_SYNC_STATUSES = ['queued', 'running', 'success', 'failed', 'cancelled'] as const;
export type MirrorSyncStatus = (typeof MIRROR_SYNC_STATUSES)[number];

/** `gitlab`: GitLab mirrored by itself and we saw it afterwards. */
export const MIRROR_SYNC_TRIGGERS = ['manual', 'scheduled', 'webhook', 'system', 'gitlab'] as const;
export type MirrorSyncTrigger = (typeof MIRROR_SYNC_TRIGGERS)[number];

/** One attempt of GitLab to mirror; the history of a mirror, and while it runs the memory of who waits for it. */
@Entity('mirror_syncs')
@Index('mirror_syncs_mirror_id_idx', ['mirrorId', 'id'])
@Index('mirror_syncs_run_mirror_key', ['runId', 'mirrorId'], { unique: true, where: 'run_id is not null' })
@Check('mirror_syncs_status_check', `status in ('queued', 'running', 'success', 'failed', 'cancelled')`)
@Check('mirror_syncs_trigger_check', `trigger in ('manual', 'scheduled', 'webhook', 'system', 'gitlab')`)
export class MirrorSync {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  mirrorId: number;

  @ManyToOne(() => Mirror, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'mirror_id', foreignKeyConstraintName: 'mirror_syncs_mirror_id_fkey' })
  mirror?: Mirror;

  /** The run that asked for it; runs are forgotten earlier. */
  @Column({ type: 'bigint', nullable: true })
  runId: number | null;

  @Column({ type: 'varchar', length: 20 })
  trigger: MirrorSyncTrigger;

  @Column({ type: 'varchar', length: 20, default: 'queued' })
  status: MirrorSyncStatus;

  /** What GitLab called the start of its last update when we asked: a later one is the answer to our request. */
  @TimeColumn({ nullable: true })
  previousUpdateAt: Date | null;

  /** When we asked GitLab (our time), or when it started (its time) if it did so by itself. */
  @TimeColumn({ nullable: true })
  startedAt: Date | null;

  @Index('mirror_syncs_finished_at_idx')
  @TimeColumn({ nullable: true })
  finishedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  error: string | null;

  @CreatedAtColumn()
  createdAt: Date;
}
