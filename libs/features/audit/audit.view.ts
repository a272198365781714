import { ApiProperty } from '@nestjs/swagger';
import { ANY_VALUE } from '@app/http';
import type { AuditEntry, AuditValue } from './audit-entry.entity';
import { summarise } from './summary';
import { AUDIT_ACTIONS, AUDIT_ENTITY_TYPES } from './vocabulary';

export class AuditChangeView {
  /** As the API calls it. */
  @ApiProperty({ example: 'mirror_direction' })
  field: string;

  /** Null when it was created, and always for a secret. */
  @ApiProperty({ ...ANY_VALUE, example: 'pull' })
  before: AuditValue;

  /** Null when it was deleted. A secret is `set`, `replaced` or `removed`. */
  @ApiProperty({ ...ANY_VALUE, example: 'push' })
  after: AuditValue;
}

/** Who did what. */
export class AuditEntryView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 4711 })
  id: number;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  at: string;

  /** Login name, or `system` for what nobody asked for. */
  @ApiProperty({ example: 'admin' })
  actor: string;

  /** The way it came: `web`, `cli`, `api`, or the run that did it for the actor. */
  @ApiProperty({ type: String, nullable: true, example: 'web' })
  origin: string | null;

  @ApiProperty({ enum: AUDIT_ACTIONS, example: 'updated' })
  action: string;

  @ApiProperty({ enum: AUDIT_ENTITY_TYPES, example: 'pair' })
  entity_type: string;

  /** It may be gone by now. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true, example: 12 })
  entity_id: number | null;

  /** As it was called then. */
  @ApiProperty({ example: 'Production to backup' })
  entity_name: string;

  /** One sentence. */
  @ApiProperty({ example: 'admin updated pair Production to backup: mirror_direction pull → push.' })
  summary: string;

  @ApiProperty({ type: [AuditChangeView] })
  changes: AuditChangeView[];
}

export const auditEntryView = (entry: AuditEntry): AuditEntryView => ({
  id: entry.id,
  at: entry.at.toISOString(),
  actor: entry.actor,
  origin: entry.origin,
  action: entry.action,
  entity_type: entry.entityType,
  entity_id: entry.entityId,
  entity_name: entry.entityName,
  summary: summarise(entry),
  changes: entry.changes,
});
