import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InstancesModule } from '@features/instances';
import { MirrorsModule } from '@features/mirrors';
import { PairsModule } from '@features/pairs';
import { RunsModule } from '@features/runs';
import { BulkController } from './bulk/bulk.controller';
import { BulkService } from './bulk/bulk.service';
import { IssueMirror } from './config/issue-mirror.entity';
import { IssueMirrorsController } from './config/issue-mirrors.controller';
import { IssueMirrorsRepository } from './config/issue-mirrors.repository';
import { IssueMirrorsService } from './config/issue-mirrors.service';
import { MirrorFollower } from './config/mirror-follower';
import { IssueSyncJobs } from './jobs/issue-sync-jobs.service';
import { IssueSyncJobsController } from './jobs/issue-sync-jobs.controller';
import { SyncRequests } from './jobs/sync-requests.service';
import { LiveRunsQuery } from './jobs/live-runs.query';
import { IssueSyncSubjectNames } from './jobs/issue-sync-subject-names';
import { MappingsController } from './mappings/mappings.controller';
import { MappingsRepository } from './mappings/mappings.repository';
import { PlanController } from './plan/plan.controller';
import { PlanService } from './plan/plan.service';
import { HookDeliveriesQuery } from './realtime/hook-deliveries.query';
import { HookDelivery } from './realtime/hook-delivery.entity';
import { HookHealth } from './realtime/hook-health';
import { HookRuns } from './realtime/hook-runs.service';
import { SourceHookWorker } from './realtime/source-hook.worker';
import { StaleHooksQuery } from './realtime/stale-hooks.query';
import { WebhookReceiver } from './realtime/webhook-receiver.service';
import { WebhooksController } from './realtime/webhooks.controller';
import { FailedRuns } from './run/failed-runs';
import { IssueSyncWorker } from './run/issue-sync.worker';
import { RouteRepository } from './run/route.repository';
import { SyncPlaces } from './run/sync-places';
import { DueConfigsQuery } from './schedule/due-configs.query';
import { IssueSyncScheduler } from './schedule/issue-sync.scheduler';
import { StoredIssueLink } from './store/issue-link.entity';
import { IssueRoute } from './store/issue-route.entity';
import { StoredNoteLink } from './store/note-link.entity';
import { StoredUploadLink } from './store/upload-link.entity';

/** The configs and their runs. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      IssueMirror,
      IssueRoute,
      StoredIssueLink,
      StoredNoteLink,
      StoredUploadLink,
      HookDelivery,
    ]),
    InstancesModule,
    MirrorsModule,
    RunsModule,
  ],
  providers: [
    IssueMirrorsRepository,
    IssueMirrorsService,
    MirrorFollower,
    IssueSyncSubjectNames,
    LiveRunsQuery,
    HookRuns,
    HookDeliveriesQuery,
    IssueSyncJobs,
    MappingsRepository,
    RouteRepository,
    SyncPlaces,
  ],
  exports: [
    HookRuns,
    HookDeliveriesQuery,
    IssueMirrorsRepository,
    IssueMirrorsService,
    IssueSyncJobs,
    MappingsRepository,
    RouteRepository,
    SyncPlaces,
    InstancesModule,
    MirrorsModule,
    RunsModule,
  ],
})
export class IssueSyncModule {}

@Module({
  imports: [IssueSyncModule, PairsModule],
  controllers: [
    IssueMirrorsController,
    IssueSyncJobsController,
    MappingsController,
    WebhooksController,
    BulkController,
    PlanController,
  ],
  providers: [WebhookReceiver, SyncRequests, BulkService, PlanService],
})
export class IssueSyncApiModule {}

@Module({
  imports: [IssueSyncModule],
  providers: [
    IssueSyncWorker,
    FailedRuns,
    DueConfigsQuery,
    IssueSyncScheduler,
    SourceHookWorker,
    HookHealth,
    StaleHooksQuery,
  ],
})
export class IssueSyncWorkerModule {}
