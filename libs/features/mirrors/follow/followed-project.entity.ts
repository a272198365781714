import { TimeColumn } from '@app/database';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Mirror } from '../mirror.entity';
import { GroupFollow } from './group-follow.entity';

/** What a follow remembers of a source project. */
@Entity('group_follow_projects')
export class FollowedProject {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'group_follow_projects_pkey' })
  followId: number;

  @ManyToOne(() => GroupFollow, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'follow_id', foreignKeyConstraintName: 'group_follow_projects_follow_id_fkey' })
  follow?: GroupFollow;

  /** GitLab's id. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'group_follow_projects_pkey' })
  sourceProjectId: number;

  /** As it was called last. */
  @Column({ type: 'text' })
  sourceProjectPath: string;

  @Index('group_follow_projects_mirror_id_idx')
  @Column({ type: 'bigint', nullable: true })
  mirrorId: number | null;

  @ManyToOne(() => Mirror, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'mirror_id', foreignKeyConstraintName: 'group_follow_projects_mirror_id_fkey' })
  mirror?: Mirror | null;

  /** Since when it is not in the group any more. Only ever set after GitLab told so. */
  @TimeColumn({ nullable: true })
  vanishedAt: Date | null;

  /** What became of it, as far as GitLab tells. */
  @Column({ type: 'text', nullable: true })
  vanishedReason: string | null;

  /** When somebody deleted its mirror: it is not made again without being asked for. */
  @TimeColumn({ nullable: true })
  dismissedAt: Date | null;
}
