import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What happened in an hour to the mirrors of a pair; kept when the pair is gone. */
@Entity('statistics_hours')
export class StatisticsHour {
  /** Its start, in UTC. */
  @PrimaryColumn({ type: 'timestamptz', precision: 3 })
  hour: Date;

  @PrimaryColumn({ type: 'bigint' })
  instancePairId: number;

  @Column({ type: 'integer' })
  syncs: number;

  @Column({ type: 'integer' })
  failures: number;

  /** Syncs of which the start is known, too. */
  @Column({ type: 'integer' })
  timedSyncs: number;

  @Column({ type: 'bigint' })
  durationMsSum: number;

  @Column({ type: 'bigint' })
  durationMsMax: number;

  @Column({ type: 'integer' })
  issueRuns: number;

  @Column({ type: 'integer' })
  issueRunsFailed: number;

  @Column({ type: 'integer' })
  issuesCreated: number;

  @Column({ type: 'integer' })
  issuesUpdated: number;

  @Column({ type: 'integer' })
  issuesFailed: number;

  @Column({ type: 'integer' })
  commentsSynced: number;
}
