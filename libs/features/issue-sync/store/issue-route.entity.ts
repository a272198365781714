import { CreatedAtColumn, GitlabIdColumn, IdColumn } from '@app/database';
import { Instance } from '@features/instances';
import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';

/** See `SyncSource` and `SyncTarget`, which are made of it. */
export interface RouteFacts {
  sourceProjectPath: string;
  targetProjectPath: string;
  seesConfidential: boolean;
  premium: boolean;
  /** Null while no issue was seen there that could tell; the tier is a guess then, too. */
  weights: boolean | null;
  canBackdate: boolean;
  backdatesChanges: boolean;
  canSetIid: boolean;
  isPublic: boolean;
  /** Target usernames of the user mapping that exist → their user ids. */
  targetUserIds: Record<string, number>;
  /** Our clock, ISO. */
  readAt: string;
}

/**
 * From one project to another: what the map of issues hangs on. It outlives the config and the mirror, so that a config
 * that is deleted and made again finds its copies instead of making them a second time.
 */
@Entity('issue_routes')
@Index('issue_routes_projects_key', ['sourceInstanceId', 'sourceProjectId', 'targetInstanceId', 'targetProjectId'], {
  unique: true,
})
@Index('issue_routes_target_idx', ['targetInstanceId', 'targetProjectId'])
export class IssueRoute {
  @IdColumn()
  id: number;

  @Column({ type: 'bigint' })
  sourceInstanceId: number;

  @ManyToOne(() => Instance, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'source_instance_id', foreignKeyConstraintName: 'issue_routes_source_instance_id_fkey' })
  sourceInstance?: Instance;

  @GitlabIdColumn()
  sourceProjectId: number;

  /** As last seen; references in texts are resolved by it. */
  @Column({ type: 'text' })
  sourceProjectPath: string;

  @Column({ type: 'bigint' })
  targetInstanceId: number;

  @ManyToOne(() => Instance, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'target_instance_id', foreignKeyConstraintName: 'issue_routes_target_instance_id_fkey' })
  targetInstance?: Instance;

  @GitlabIdColumn()
  targetProjectId: number;

  /** As last seen. */
  @Column({ type: 'text' })
  targetProjectPath: string;

  /** Names of labels that exist on the target. */
  @Column({ type: 'text', array: true, default: '{}' })
  knownLabels: string[];

  /** What its runs need to know of the two projects and our rights there; asked again now and then. */
  @Column({ type: 'jsonb', nullable: true })
  facts: RouteFacts | null;

  /** The run that fills the map now; two never do, even when a config is made again while its old run still ends. */
  @Column({ type: 'bigint', nullable: true })
  runId: number | null;

  @CreatedAtColumn()
  createdAt: Date;
}
