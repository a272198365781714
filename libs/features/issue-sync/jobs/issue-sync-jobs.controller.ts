import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, ListQuery, pageRequest, SortBy } from '@app/http';
import { IssueMirrorsRepository } from '../config/issue-mirrors.repository';
import { IssueSyncJobDetailView, IssueSyncJobView } from './issue-sync-job.view';
import { SyncRequests, SyncTriggeredView } from './sync-requests.service';
import { IssueSyncJobs } from './issue-sync-jobs.service';

export class JobsQuery extends ListQuery {
  @SortBy('created_at', 'started_at', 'finished_at')
  sort?: string;
}

@ApiTags('Issue sync')
@Controller('issue-mirrors/:id')
export class IssueSyncJobsController {
  constructor(
    private readonly configs: IssueMirrorsRepository,
    private readonly jobs: IssueSyncJobs,
    private readonly requests: SyncRequests,
  ) {}

  /** The schedule stays as it is. While a sync is queued or running, the answer carries its id. */
  @Post('trigger-sync')
  @HttpCode(202)
  @ApiOperation({ summary: 'Sync now' })
  @ApiProblems(400, 404, 422)
  trigger(@Param('id', IdParam) id: number): Promise<SyncTriggeredView> {
    return this.requests.sync(id);
  }

  /** Issues that failed wait longer with every attempt; this has them tried now. */
  @Post('retry-failed')
  @HttpCode(202)
  @ApiOperation({ summary: 'Try the issues that failed again, now' })
  @ApiProblems(400, 404, 422)
  retryFailed(@Param('id', IdParam) id: number): Promise<SyncTriggeredView> {
    return this.requests.retryFailed(id);
  }

  /** Finds what GitLab does not announce: edited and deleted comments, deleted issues, changed copies. */
  @Post('reconcile')
  @HttpCode(202)
  @ApiOperation({ summary: 'Compare all issues with their copies' })
  @ApiProblems(400, 404, 422)
  reconcile(@Param('id', IdParam) id: number): Promise<SyncTriggeredView> {
    return this.requests.reconcile(id);
  }

  @Get('jobs')
  @ApiOperation({ summary: 'Past and present syncs, newest first' })
  @ApiPage(IssueSyncJobView)
  @ApiProblems(404, 422)
  async list(@Param('id', IdParam) id: number, @Query() query: JobsQuery): Promise<Page<IssueSyncJobView>> {
    await this.configs.get(id);
    return this.jobs.list(id, pageRequest(query));
  }

  @Get('jobs/:job_id')
  @ApiOperation({ summary: 'A sync with its errors' })
  @ApiProblems(404, 422)
  get(@Param('id', IdParam) id: number, @Param('job_id', IdParam) jobId: number): Promise<IssueSyncJobDetailView> {
    return this.jobs.get(id, jobId);
  }

  @Post('jobs/:job_id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel a sync; what is copied stays' })
  @ApiProblems(404, 409, 422)
  cancel(@Param('id', IdParam) id: number, @Param('job_id', IdParam) jobId: number): Promise<IssueSyncJobView> {
    return this.jobs.cancel(id, jobId);
  }
}
