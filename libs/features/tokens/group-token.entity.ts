import { CreatedAtColumn, GitlabIdColumn, IdColumn, TimeColumn, UpdatedAtColumn } from '@app/database';
import { Instance } from '@features/instances';
import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';

/** A group access token that mirrors of the group's projects use for Git over HTTPS. */
@Entity('group_tokens')
// Unique on (gitlab_instance_id, lower(group_path)): GitLab's paths do not tell cases apart.
@Index('group_tokens_instance_group_key', { synchronize: false })
export class GroupToken {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  gitlabInstanceId: number;

  @ManyToOne(() => Instance, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'gitlab_instance_id', foreignKeyConstraintName: 'group_tokens_gitlab_instance_id_fkey' })
  gitlabInstance?: Instance;

  @Column({ type: 'varchar', length: 500 })
  groupPath: string;

  @Column({ type: 'varchar', length: 255 })
  tokenName: string;

  /** Fernet token. */
  @Column({ type: 'text' })
  tokenEncrypted: string;

  /** GitLab's id of the token, where it told us. */
  @GitlabIdColumn({ nullable: true })
  tokenId: number | null;

  @Column({ type: 'text', array: true, default: '{}' })
  scopes: string[];

  /** Day (UTC) at whose start the token dies. */
  @Column({ type: 'date', nullable: true })
  expiresAt: string | null;

  /** When GitLab last described the token; null: it never did, so that scopes and expiry are unknown. */
  @TimeColumn({ nullable: true })
  describedAt: Date | null;

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}
