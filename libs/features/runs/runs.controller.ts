import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, pageRequest } from '@app/http';
import { RunSubjects } from './run-subjects';
import { RunsQuery } from './run.dto';
import type { Run } from './run.entity';
import { runDetailView, RunDetailView, runView, RunView } from './run.view';
import { Runs } from './runs.service';

@ApiTags('Runs')
@Controller('runs')
export class RunsController {
  constructor(
    private readonly runs: Runs,
    private readonly subjects: RunSubjects,
  ) {}

  /** Background work, newest first unless sorted otherwise. */
  @Get()
  @ApiOperation({ summary: 'List runs' })
  @ApiPage(RunView)
  @ApiProblems(422)
  async list(@Query() query: RunsQuery): Promise<Page<RunView>> {
    const page = await this.runs.list(query, pageRequest(query));
    const names = await this.subjects.namesOf(page.items.map(({ subject }) => subject));
    return { ...page, items: page.items.map((run) => runView(run, names.get(run.subject))) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a run with the errors of its items' })
  @ApiOkResponse({ type: RunDetailView })
  @ApiProblems(404, 422)
  async get(@Param('id', IdParam) id: number): Promise<RunDetailView> {
    return this.detail(await this.runs.get(id));
  }

  /** A queued run is cancelled at once, a running one as soon as it can stop; 409 when it is finished. */
  @Post(':id/cancel')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Cancel a run' })
  @ApiOkResponse({ type: RunDetailView })
  @ApiProblems(404, 409, 422)
  async cancel(@Param('id', IdParam) id: number): Promise<RunDetailView> {
    return this.detail(await this.runs.cancel(id));
  }

  /** Does the work of a finished run again, as a new run; has one that waits for its next attempt start at once. */
  @Post(':id/retry')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Retry a run' })
  @ApiAcceptedResponse({ type: RunDetailView })
  @ApiProblems(404, 409, 422)
  async retry(@Param('id', IdParam) id: number): Promise<RunDetailView> {
    return this.detail(await this.runs.retry(id));
  }

  private async detail(run: Run): Promise<RunDetailView> {
    return runDetailView(run, (await this.subjects.namesOf([run.subject])).get(run.subject));
  }
}
