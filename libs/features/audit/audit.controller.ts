import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { hasCode, type Page } from '@app/common';
import { ApiPage, ApiProblems, pageRequest } from '@app/http';
import { auditCsv } from './audit-csv';
import { AuditEntriesRepository, type AuditFilter } from './audit-entries.repository';
import { AuditQueryDto } from './audit.dto';
import { auditEntryView, AuditEntryView } from './audit.view';

@ApiTags('Audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly entries: AuditEntriesRepository) {}

  /** Who did what, when, with the values before and after; newest first. Kept for AUDIT_RETENTION_DAYS. */
  @Get()
  @ApiOperation({ summary: 'List changes' })
  @ApiPage(AuditEntryView)
  @ApiProblems(422)
  async list(@Query() query: AuditQueryDto): Promise<Page<AuditEntryView>> {
    const page = await this.entries.list(filterOf(query), pageRequest(query));
    return { ...page, items: page.items.map(auditEntryView) };
  }

  /** All that the filters let through, newest first, as a file. Paging and sorting have no effect. */
  @Get('export')
  @ApiOperation({ summary: 'Download changes as CSV' })
  @ApiProduces('text/csv')
  @ApiOkResponse({
    content: {
      'text/csv': {
        schema: { type: 'string' },
        example:
          'id,at,actor,origin,action,entity_type,entity_id,entity_name,summary,changes\n4711,2026-01-31T12:00:00.000Z,admin,web,deleted,pair,12,Nightly,admin deleted pair Nightly.,\n',
      },
    },
  })
  @ApiProblems(422)
  async export(@Query() query: AuditQueryDto, @Res() response: Response): Promise<void> {
    response.set({
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="audit.csv"',
      'Cache-Control': 'no-store',
    });
    try {
      await pipeline(auditCsv(this.entries.all(filterOf(query))), response);
    } catch (error) {
      // The caller has hung up.
      if (!hasCode(error, 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
    }
  }
}

const filterOf = (query: AuditQueryDto): AuditFilter => ({
  actor: query.actor,
  action: query.action,
  entityType: query.entity_type,
  entityId: query.entity_id,
  search: query.search,
  since: query.since === undefined ? undefined : new Date(query.since),
  until: query.until === undefined ? undefined : new Date(query.until),
});
