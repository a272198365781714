import { CreatedAtColumn, GitlabIdColumn, IdColumn, TimeColumn, UpdatedAtColumn } from '@app/database';
import type { IssueFilters, LabelRule, SyncCursor, SyncOptions } from '@app/sync-engine';
import type { Instance } from '@features/instances';
import { Mirror } from '@features/mirrors';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { IssueRoute } from '../store/issue-route.entity';

export const SYNC_OUTCOMES = ['success', 'partial', 'failed'] as const;
export type SyncOutcome = (typeof SYNC_OUTCOMES)[number];

/** The issue sync config of a mirror, how far it has come, and when it is due. */
@Entity('issue_mirrors')
@Index('issue_mirrors_due_idx', ['nextSyncAt'], { where: 'enabled' })
@Check('issue_mirrors_last_sync_status_check', `last_sync_status in ('success', 'partial', 'failed')`)
@Check('issue_mirrors_interval_check', 'sync_interval_minutes between 5 and 1440')
export class IssueMirror {
  @IdColumn()
  id: number;

  @Index('issue_mirrors_mirror_id_key', { unique: true })
  @Column({ type: 'bigint' })
  mirrorId: number;

  // One-to-one by the index above; declared like this, TypeORM adds no second constraint.
  @ManyToOne(() => Mirror, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'mirror_id', foreignKeyConstraintName: 'issue_mirrors_mirror_id_fkey' })
  mirror?: Mirror;

  /** Unique, because two configs that fill one map would make every copy twice. */
  @Index('issue_mirrors_route_id_key', { unique: true })
  @Column({ type: 'bigint' })
  routeId: number;

  @ManyToOne(() => IssueRoute, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'route_id', foreignKeyConstraintName: 'issue_mirrors_route_id_fkey' })
  route?: IssueRoute;

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  @Column({ type: 'boolean', default: true })
  syncComments: boolean;

  @Column({ type: 'boolean', default: true })
  syncLabels: boolean;

  @Column({ type: 'boolean', default: true })
  syncAttachments: boolean;

  @Column({ type: 'boolean', default: true })
  syncWeight: boolean;

  @Column({ type: 'boolean', default: true })
  syncTimeEstimate: boolean;

  @Column({ type: 'boolean', default: true })
  syncTimeSpent: boolean;

  @Column({ type: 'boolean', default: false })
  syncClosedIssues: boolean;

  @Column({ type: 'boolean', default: true })
  updateExisting: boolean;

  @Column({ type: 'boolean', default: false })
  syncExistingIssues: boolean;

  @Column({ type: 'integer', default: 15 })
  syncIntervalMinutes: number;

  @Column({ type: 'varchar', length: 20, default: 'keep' })
  onSourceNoteDeleted: SyncOptions['onSourceNoteDeleted'];

  @Column({ type: 'varchar', length: 20, default: 'keep' })
  onSourceIssueDeleted: SyncOptions['onSourceIssueDeleted'];

  @Column({ type: 'varchar', length: 20, default: 'overwrite' })
  onTargetModified: SyncOptions['onTargetModified'];

  @Column({ type: 'varchar', length: 20, default: 'recreate' })
  onTargetDeleted: SyncOptions['onTargetDeleted'];

  /** Hours between two comparisons of all issues; 0 never. */
  @Column({ type: 'integer', default: 24 })
  reconcileIntervalHours: number;

  /** The next run compares all issues, whenever the last comparison was. */
  @Column({ type: 'boolean', default: false })
  reconcileRequested: boolean;

  /** Fields that are absent do not filter. */
  @Column({ type: 'jsonb', default: {} })
  filters: Partial<IssueFilters>;

  @Column({ type: 'jsonb', default: [] })
  labelRules: LabelRule[];

  @Column({ type: 'jsonb', default: {} })
  userMapping: Record<string, string>;

  // Webhook on the source project.

  @Column({ type: 'boolean', default: false })
  realtime: boolean;

  @GitlabIdColumn({ nullable: true })
  hookId: number | null;

  /** Fernet token. */
  @Column({ type: 'text', nullable: true })
  hookSecretEncrypted: string | null;

  /** Why there is no working hook, in a sentence. */
  @Column({ type: 'text', nullable: true })
  hookError: string | null;

  @TimeColumn({ nullable: true })
  hookCheckedAt: Date | null;

  @TimeColumn({ nullable: true })
  hookDeliveredAt: Date | null;

  // How far it has come.

  /** The engine's own; null before the first run. */
  @Column({ type: 'jsonb', nullable: true })
  cursor: SyncCursor | null;

  @TimeColumn({ nullable: true })
  lastSyncAt: Date | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  lastSyncStatus: SyncOutcome | null;

  /** One sentence. */
  @Column({ type: 'text', nullable: true })
  lastSyncError: string | null;

  @TimeColumn()
  nextSyncAt: Date;

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}

/** The two instances of a config that was read with them. */
export function instancesOf({ id, mirror }: IssueMirror): { source: Instance; target: Instance } {
  const { sourceInstance: source, targetInstance: target } = mirror?.instancePair ?? {};
  if (!source || !target) throw new TypeError(`Config ${id} was read without its instances.`);
  return { source, target };
}

/** The route of a config that was read with it. */
export function routeOf(config: IssueMirror): IssueRoute {
  if (!config.route) throw new TypeError(`Config ${config.id} was read without its route.`);
  return config.route;
}
