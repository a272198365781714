import { TimeColumn } from '@app/database';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When something that happens again and again is due, and which process is at it. */
@Entity('periodic_tasks')
export class PeriodicTask {
  @PrimaryColumn({ type: 'varchar', length: 60 })
  name: string;

  @TimeColumn({ default: () => 'now()' })
  nextAt: Date;

  @Column({ type: 'text', nullable: true })
  leaseOwner: string | null;

  @TimeColumn({ nullable: true })
  leaseUntil: Date | null;

  @TimeColumn({ nullable: true })
  lastStartedAt: Date | null;

  @TimeColumn({ nullable: true })
  lastFinishedAt: Date | null;

  /** Why it failed the last time; null when it did not. */
  @Column({ type: 'text', nullable: true })
  lastError: string | null;
}
