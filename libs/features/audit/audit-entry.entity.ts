import { IdColumn, TimeColumn } from '@app/database';
import { Column, Entity, Index } from 'typeorm';

/** The value of a column before or after: what JSON can say. */
export type AuditValue = string | number | boolean | null | AuditValue[] | { [key: string]: AuditValue };

/** A secret is never in it: its `after` is `set`, `replaced` or `removed`. */
export interface AuditChange {
  field: string;
  before: AuditValue;
  after: AuditValue;
}

/** Who did what. Written by triggers of the database in the transaction of the change; see libs/database/audit. */
@Entity('audit_entries')
@Index('audit_entries_actor_idx', ['actor', 'id'])
@Index('audit_entries_action_idx', ['action', 'id'])
@Index('audit_entries_entity_idx', ['entityType', 'entityId', 'id'])
@Index('audit_entries_name_trgm_idx', { synchronize: false })
export class AuditEntry {
  @IdColumn()
  id: number;

  @Index('audit_entries_at_idx')
  @TimeColumn({ default: () => 'now()' })
  at: Date;

  /** Login name, or `system` for what nobody asked for. */
  @Column({ type: 'text' })
  actor: string;

  /** The way it came: `web`, `cli`, `api`, `run 815 (configuration.apply)`; null for the system's own. */
  @Column({ type: 'text', nullable: true })
  origin: string | null;

  @Column({ type: 'varchar', length: 30 })
  action: string;

  @Column({ type: 'varchar', length: 40 })
  entityType: string;

  @Column({ type: 'bigint', nullable: true })
  entityId: number | null;

  /** As it was called then; empty when it had no name. */
  @Column({ type: 'text' })
  entityName: string;

  @Column({ type: 'jsonb', default: [] })
  changes: AuditChange[];
}
