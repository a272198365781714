import { CreatedAtColumn, GitlabIdColumn, IdColumn, TimeColumn } from '@app/database';
import { Instance } from '@features/instances';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';

export const LEFTOVER_KINDS = ['push_mirror', 'pull_mirror', 'project_token', 'issue_hook', 'deploy_key'] as const;
export type LeftoverKind = (typeof LEFTOVER_KINDS)[number];

/**
 * Something that we made on GitLab and that has to go: after a mirror was deleted, could not be made, or got a new
 * credential; also the webhook of a deleted issue sync. It stays listed until it is gone, so that nothing on GitLab is ever without an owner here.
 */
@Entity('mirror_leftovers')
@Check(
  'mirror_leftovers_kind_check',
  `kind in ('push_mirror', 'pull_mirror', 'project_token', 'issue_hook', 'deploy_key')`,
)
export class Leftover {
  @IdColumn()
  id: number;

  @Index('mirror_leftovers_instance_id_idx')
  @Column({ type: 'bigint' })
  instanceId: number;

  @ManyToOne(() => Instance, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'mirror_leftovers_instance_id_fkey' })
  instance?: Instance;

  /** Ours; the mirror (and the pair) may be gone. */
  @Index('mirror_leftovers_mirror_id_idx')
  @Column({ type: 'bigint' })
  mirrorId: number;

  @Index('mirror_leftovers_pair_id_idx')
  @Column({ type: 'bigint' })
  pairId: number;

  @Column({ type: 'varchar', length: 20 })
  kind: LeftoverKind;

  @GitlabIdColumn()
  projectId: number;

  @Column({ type: 'text' })
  projectPath: string;

  /** GitLab's id; null when its answer was lost, then `match` finds it. */
  @GitlabIdColumn({ nullable: true })
  gitlabId: number | null;

  /** Of a mirror the host and path of its URL, of a token its name, of a webhook its URL, of a deploy key its title. */
  @Column({ type: 'text' })
  match: string;

  @Column({ type: 'integer', default: 0 })
  attempts: number;

  @Column({ type: 'text', nullable: true })
  lastError: string | null;

  @Index('mirror_leftovers_next_attempt_at_idx')
  @TimeColumn({ default: () => 'now()' })
  nextAttemptAt: Date;

  @CreatedAtColumn()
  createdAt: Date;
}
