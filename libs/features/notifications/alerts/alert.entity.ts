import { IdColumn, TimeColumn } from '@app/database';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { NotificationRule } from '../rules/rule.entity';

export const SUBJECT_KINDS = ['mirror', 'issue_mirror', 'instance', 'group_token'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/**
 * Something that a rule is about is wrong: the memory that makes sure it is told, once. Compared with the database again
 * and again, so that nothing is lost when a process dies. The row goes when it is over and that has been told.
 */
@Entity('notification_alerts')
@Index('notification_alerts_subject_key', ['ruleId', 'subjectKind', 'subjectId'], { unique: true })
@Check(
  'notification_alerts_subject_kind_check',
  `subject_kind in ('mirror', 'issue_mirror', 'instance', 'group_token')`,
)
export class NotificationAlert {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  ruleId: number;

  @ManyToOne(() => NotificationRule, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'rule_id', foreignKeyConstraintName: 'notification_alerts_rule_id_fkey' })
  rule?: NotificationRule;

  @Column({ type: 'varchar', length: 20 })
  subjectKind: SubjectKind;

  @Column({ type: 'bigint' })
  subjectId: number;

  /** What is wrong, for people: the projects of a mirror, the name of an instance. */
  @Column({ type: 'text' })
  name: string;

  /** Where: the pair and its instances, the group of a token. */
  @Column({ type: 'text', nullable: true })
  place: string | null;

  /** GitLab's words, a date, a number: what the event knows about it. */
  @Column({ type: 'text', nullable: true })
  reason: string | null;

  /** Path in the web app. */
  @Column({ type: 'text' })
  path: string;

  @TimeColumn()
  firingSince: Date;

  @TimeColumn({ nullable: true })
  resolvedAt: Date | null;

  /** When it was last told that it is wrong. */
  @TimeColumn({ nullable: true })
  toldAt: Date | null;
}
