import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam } from '@app/http';
import { CreatePauseDto, ListPausesQuery, PauseDeletedView, PauseView } from './pause.dto';
import { PausesService } from './pauses.service';

@ApiTags('Pauses')
@Controller('pauses')
export class PausesController {
  constructor(private readonly pauses: PausesService) {}

  /** Maintenance windows and pauses of instances and pairs. */
  @Get()
  @ApiOperation({ summary: 'List pauses' })
  @ApiPage(PauseView)
  @ApiProblems(422)
  list(@Query() query: ListPausesQuery): Promise<Page<PauseView>> {
    return this.pauses.list(query);
  }

  /**
   * While it holds, we start nothing by schedule: no scheduled mirror syncs, no issue syncs. What somebody triggers by
   * hand still runs, and GitLab's own automatic mirroring goes on: disable a mirror to stop that.
   */
  @Post()
  @ApiOperation({ summary: 'Pause an instance or a pair' })
  @ApiProblems(404, 422)
  create(@Body() dto: CreatePauseDto): Promise<PauseView> {
    return this.pauses.create(dto);
  }

  /** Work by schedule goes on. */
  @Delete(':id')
  @ApiOperation({ summary: 'End or cancel a pause' })
  @ApiOkResponse({ type: PauseDeletedView })
  @ApiProblems(404)
  async end(@Param('id', IdParam) id: number): Promise<PauseDeletedView> {
    await this.pauses.end(id);
    return { status: 'deleted' };
  }
}
