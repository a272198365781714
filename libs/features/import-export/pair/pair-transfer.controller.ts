import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiProblems, IdParam } from '@app/http';
import { DocumentBody } from '../formats/document-body';
import { DocumentPipe } from '../formats/document.pipe';
import { fileName, formatFor, sendDownload } from '../formats/download';
import { MEDIA_TYPES } from '../formats/serialise';
import { DownloadQuery, ImportQuery, PairDocumentDto } from './pair-document.dto';
import { PairExportService } from './pair-export.service';
import { PairImportService } from './pair-import.service';
import { ImportDoneView, ImportQueuedView } from './pair-import.view';

@ApiTags('Import and export')
@Controller('export/pair')
export class PairTransferController {
  constructor(
    private readonly exports: PairExportService,
    private readonly imports: PairImportService,
  ) {}

  /** A file `mirrors_<pair>.json` (or `.yaml`) that can be imported into this pair or another. */
  @Get(':id')
  @ApiOperation({ summary: 'Export the mirrors of a pair' })
  @ApiProduces(MEDIA_TYPES.json, MEDIA_TYPES.yaml)
  @ApiOkResponse({ type: PairDocumentDto })
  @ApiProblems(404, 422)
  async export(
    @Param('id', IdParam) id: number,
    @Query() query: DownloadQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { pairName, tree } = await this.exports.of(id);
    const name = `mirrors_${fileName(pairName) || id}`;
    await sendDownload(response, name, tree, formatFor(request, query.format, ['json', 'yaml']));
  }

  /**
   * Makes the mirrors on GitLab. What is mirrored already is skipped, a bad row does not stop the others. More than 25
   * rows are done in the background.
   */
  @Post(':id')
  @ApiOperation({ summary: 'Import mirrors into a pair' })
  @ApiConsumes(MEDIA_TYPES.json, MEDIA_TYPES.yaml)
  @ApiBody({ type: PairDocumentDto })
  @ApiOkResponse({ type: ImportDoneView })
  @ApiAcceptedResponse({ type: ImportQueuedView, description: 'More than 25 rows: see the run.' })
  @ApiProblems(404, 409, 422)
  async import(
    @Param('id', IdParam) id: number,
    @Query() query: ImportQuery,
    @DocumentBody(DocumentPipe(PairDocumentDto)) body: PairDocumentDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportDoneView | ImportQueuedView> {
    const answer = await this.imports.import(id, body.mirrors, query.dry_run ?? false);
    response.status('job_id' in answer ? 202 : 200);
    return answer;
  }
}
