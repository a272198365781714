import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsString, Length } from 'class-validator';
import { IdFilter, ListQuery, Optional, SortBy } from '@app/http';
import { AUDIT_ACTIONS, AUDIT_ENTITY_TYPES, type AuditAction, type AuditEntity } from './vocabulary';

export class AuditQueryDto extends ListQuery {
  /** Login name of who did it, or `system`. */
  @ApiPropertyOptional({ type: 'string', example: 'admin' })
  @Optional()
  @IsString()
  @Length(1, 200)
  actor?: string;

  @ApiPropertyOptional({ enum: AUDIT_ACTIONS })
  @Optional()
  @IsIn(AUDIT_ACTIONS)
  action?: AuditAction;

  @ApiPropertyOptional({ enum: AUDIT_ENTITY_TYPES })
  @Optional()
  @IsIn(AUDIT_ENTITY_TYPES)
  entity_type?: AuditEntity;

  /** Together with `entity_type`: the history of one thing, also after it is gone. */
  @IdFilter()
  entity_id?: number;

  /** Part of the name of what was changed. */
  @ApiPropertyOptional({ type: 'string', example: 'platform/api' })
  @Optional()
  @IsString()
  @Length(1, 255)
  search?: string;

  /** Not before this time. */
  @ApiPropertyOptional({ type: 'string', format: 'date-time', example: '2026-01-31T00:00:00Z' })
  @Optional()
  @IsISO8601({ strict: true })
  since?: string;

  /** Before this time. */
  @ApiPropertyOptional({ type: 'string', format: 'date-time', example: '2026-02-01T00:00:00Z' })
  @Optional()
  @IsISO8601({ strict: true })
  until?: string;

  /** Newest first, unless it says `at`. */
  @SortBy('at')
  sort?: string;
}
