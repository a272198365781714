import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { notFound, type Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, pageRequest } from '@app/http';
import { BatchesRepository } from './batches.repository';
import { ImportItemsQuery } from './import-item.dto';
import { importItemView, ImportItemView } from './import-item.view';

@ApiTags('Import and export')
@Controller('export/jobs')
export class ImportItemsController {
  constructor(private readonly batches: BatchesRepository) {}

  /** In the order of the document. How the whole goes on, `/api/runs/{job_id}` says. */
  @Get(':job_id/items')
  @ApiOperation({ summary: 'What became of each item of an import that runs in the background' })
  @ApiPage(ImportItemView)
  @ApiProblems(404, 422)
  async items(
    @Param('job_id', IdParam) jobId: number,
    @Query() query: ImportItemsQuery,
  ): Promise<Page<ImportItemView>> {
    const batch = await this.batches.ofRun(jobId);
    if (batch === null) throw notFound('import', jobId);
    const { page, perPage } = pageRequest(query);
    const items = await this.batches.items(batch.id, query.outcome, { page, perPage });
    return { ...items, items: items.items.map(importItemView) };
  }
}
