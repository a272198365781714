import { CreatedAtColumn, GitlabIdColumn, IdColumn, UpdatedAtColumn } from '@app/database';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { Pair, type MirrorDirection } from './pair.entity';

/** Mirror settings of a pair for the projects below one group; null inherits. */
@Entity('group_defaults')
// Unique on (instance_pair_id, lower(group_path)): GitLab's paths do not tell cases apart.
@Index('group_defaults_pair_group_key', { synchronize: false })
@Check('group_defaults_mirror_direction_check', `mirror_direction in ('push', 'pull')`)
export class GroupDefault {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  instancePairId: number;

  @ManyToOne(() => Pair, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'instance_pair_id', foreignKeyConstraintName: 'group_defaults_instance_pair_id_fkey' })
  instancePair?: Pair;

  @Column({ type: 'varchar', length: 500 })
  groupPath: string;

  @Column({ type: 'varchar', length: 10, nullable: true })
  mirrorDirection: MirrorDirection | null;

  @Column({ type: 'boolean', nullable: true })
  mirrorProtectedBranches: boolean | null;

  @Column({ type: 'boolean', nullable: true })
  mirrorOverwriteDiverged: boolean | null;

  @Column({ type: 'boolean', nullable: true })
  mirrorTriggerBuilds: boolean | null;

  @Column({ type: 'boolean', nullable: true })
  onlyMirrorProtectedBranches: boolean | null;

  @Column({ type: 'varchar', length: 255, nullable: true })
  mirrorBranchRegex: string | null;

  @GitlabIdColumn({ nullable: true })
  mirrorUserId: number | null;

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}
