import { TimeColumn } from '@app/database';
import { Instance } from '../instance.entity';
import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn } from 'typeorm';

/** What all processes together know about the request budget of an instance; also the lock under which they share it. */
@Entity('instance_budgets')
export class InstanceBudget {
  @PrimaryColumn({ type: 'bigint' })
  instanceId: number;

  @OneToOne(() => Instance, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'instance_budgets_instance_id_fkey' })
  instance?: Instance;

  /** Until then GitLab wants no request from us at all. */
  @TimeColumn({ nullable: true })
  blockedUntil: Date | null;
}

/** The part of the budget that one process holds. A dead process's part is free when its lease ends. */
@Entity('instance_budget_leases')
export class InstanceBudgetLease {
  @PrimaryColumn({ type: 'bigint' })
  instanceId: number;

  @PrimaryColumn({ type: 'text' })
  processId: string;

  @ManyToOne(() => InstanceBudget, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'instance_id', foreignKeyConstraintName: 'instance_budget_leases_instance_id_fkey' })
  budget?: InstanceBudget;

  /** Requests in flight that nobody else may have meanwhile. */
  @Column({ type: 'integer' })
  slots: number;

  @Column({ type: 'integer' })
  wantedSlots: number;

  /** Granted requests a second; null: no limit. */
  @Column({ type: 'double precision', nullable: true })
  ratePerSecond: number | null;

  @Column({ type: 'double precision', nullable: true })
  wantedRate: number | null;

  /** Part (0–1) of a quota that GitLab's headers show. */
  @Column({ type: 'double precision' })
  share: number;

  /** Requests a minute that GitLab's headers showed to the process. */
  @Column({ type: 'double precision', nullable: true })
  learnedPerMinute: number | null;

  /** Renewals in a row that granted no slot. */
  @Column({ type: 'integer' })
  waits: number;

  @TimeColumn()
  endsAt: Date;
}
