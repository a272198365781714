import { IdColumn, TimeColumn } from '@app/database';
import { Column, Entity } from 'typeorm';

/** An outcome that is not in its hour yet. Written by triggers in the transaction of the outcome. */
@Entity('statistics_inbox')
export class StatisticsItem {
  @IdColumn()
  id: number;

  /** When it ended. */
  @TimeColumn()
  at: Date;

  @Column({ type: 'bigint' })
  instancePairId: number;

  @Column({ type: 'integer', default: 0 })
  syncs: number;

  @Column({ type: 'integer', default: 0 })
  failures: number;

  /** Of a mirror's sync; null when its start is not known. */
  @Column({ type: 'bigint', nullable: true })
  durationMs: number | null;

  @Column({ type: 'integer', default: 0 })
  issueRuns: number;

  @Column({ type: 'integer', default: 0 })
  issueRunsFailed: number;

  @Column({ type: 'integer', default: 0 })
  issuesCreated: number;

  @Column({ type: 'integer', default: 0 })
  issuesUpdated: number;

  @Column({ type: 'integer', default: 0 })
  issuesFailed: number;

  @Column({ type: 'integer', default: 0 })
  commentsSynced: number;
}
