import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
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
import { ApiProblems, Needs } from '@app/http';
import { DocumentBody } from '../formats/document-body';
import { DocumentPipe } from '../formats/document.pipe';
import { formatFor, sendDownload } from '../formats/download';
import { MEDIA_TYPES } from '../formats/serialise';
import { DownloadQuery } from '../pair/pair-document.dto';
import { ConfigurationReader } from './configuration-reader';
import { ApplyQuery, ConfigurationDto } from './configuration.dto';
import { ConfigurationService } from './configuration.service';
import { ApplyQueuedView, PlanView } from './configuration.view';

@ApiTags('Import and export')
@Controller('export/all')
@Needs('admin')
export class ConfigurationController {
  constructor(
    private readonly reader: ConfigurationReader,
    private readonly configurations: ConfigurationService,
  ) {}

  /** One document without secrets, to be kept under version control and applied again. YAML unless JSON is asked for. */
  @Get()
  @ApiOperation({ summary: 'Export the whole configuration' })
  @ApiProduces(MEDIA_TYPES.yaml, MEDIA_TYPES.json)
  @ApiOkResponse({ type: ConfigurationDto })
  @ApiProblems(422)
  async export(@Query() query: DownloadQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    const format = formatFor(request, query.format, ['yaml', 'json']);
    await sendDownload(response, 'mirror-maestro', await this.reader.stream(), format);
  }

  /**
   * Makes this server agree with the document, in the background. With `dry_run` the answer is the plan, and nothing
   * is changed. What the document does not name stays, unless `prune` is set.
   */
  @Post()
  @ApiOperation({ summary: 'Apply a configuration, or plan it' })
  @ApiConsumes(MEDIA_TYPES.yaml, MEDIA_TYPES.json)
  @ApiBody({ type: ConfigurationDto })
  @ApiOkResponse({ type: PlanView, description: 'With dry_run: what would be done.' })
  @ApiAcceptedResponse({ type: ApplyQueuedView })
  @ApiProblems(400, 409, 422, 502)
  async apply(
    @Query() { dry_run = false, prune = false }: ApplyQuery,
    @DocumentBody(DocumentPipe(ConfigurationDto)) body: ConfigurationDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PlanView | ApplyQueuedView> {
    response.status(dry_run ? 200 : 202);
    return dry_run ? this.configurations.plan(body, { prune }) : this.configurations.apply(body, { prune });
  }
}
