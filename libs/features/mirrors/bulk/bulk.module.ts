import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InstancesModule } from '@features/instances';
import { PairsModule } from '@features/pairs';
import { RunsModule } from '@features/runs';
import { FollowDetailsQuery } from '../follow/follow-details.query';
import { FollowHooks } from '../follow/follow-hooks';
import { FollowReconcileWorker } from '../follow/follow-reconcile.worker';
import { FollowScheduler } from '../follow/follow-scheduler';
import { FollowedProject } from '../follow/followed-project.entity';
import { FollowedProjectsRepository } from '../follow/followed-projects.repository';
import { GroupFollow } from '../follow/group-follow.entity';
import { GroupFollowsController } from '../follow/group-follows.controller';
import { GroupFollowsRepository } from '../follow/group-follows.repository';
import { GroupFollowsService } from '../follow/group-follows.service';
import { MirrorsModule } from '../mirrors.module';
import { BulkApplyWorker } from './bulk-apply.worker';
import { BulkMirrorsQuery } from './bulk-mirrors.query';
import { BulkPlanner } from './bulk-planner';
import { BulkRunner } from './bulk-runner';
import { BulkController } from './bulk.controller';
import { BulkService } from './bulk.service';
import { StoredPlan } from './stored-plan.entity';
import { StoredPlansRepository } from './stored-plans.repository';

/** Mirroring of whole groups, once or for as long as they grow. */
@Module({
  imports: [
    TypeOrmModule.forFeature([StoredPlan, GroupFollow, FollowedProject]),
    MirrorsModule,
    InstancesModule,
    PairsModule,
    RunsModule,
  ],
  providers: [
    BulkMirrorsQuery,
    BulkPlanner,
    StoredPlansRepository,
    GroupFollowsRepository,
    FollowedProjectsRepository,
    FollowDetailsQuery,
    FollowHooks,
    GroupFollowsService,
    BulkService,
  ],
  exports: [
    BulkPlanner,
    BulkMirrorsQuery,
    GroupFollowsRepository,
    FollowedProjectsRepository,
    GroupFollowsService,
    BulkService,
  ],
})
export class GroupMirrorsModule {}

@Module({ imports: [GroupMirrorsModule], controllers: [BulkController, GroupFollowsController] })
export class GroupMirrorsApiModule {}

@Module({
  imports: [GroupMirrorsModule, MirrorsModule, RunsModule],
  providers: [BulkRunner, BulkApplyWorker, FollowReconcileWorker, FollowScheduler],
})
export class GroupMirrorsWorkerModule {}
