import { Module } from '@nestjs/common';
import { QueueModule } from '@app/queue';
import { InstancesModule } from '@features/instances';
import { MirrorsModule } from '@features/mirrors';
import { PairsModule } from '@features/pairs';
import { RunsModule } from '@features/runs';
import { GroupMirrors } from './apply/group-mirrors.service';
import { GroupMirrorsWorker } from './apply/group-mirrors.worker';
import { GroupMirrorsController } from './group-mirrors.controller';
import { GroupPlanner } from './plan/group-planner';
import { GroupReader } from './plan/group-reader';
import { KnownMirrorsQuery } from './plan/known-mirrors.query';

@Module({
  imports: [InstancesModule, PairsModule, MirrorsModule, RunsModule],
  providers: [GroupReader, KnownMirrorsQuery, GroupPlanner],
  exports: [GroupPlanner, MirrorsModule, RunsModule],
})
class GroupMirrorsModule {}

@Module({ imports: [GroupMirrorsModule], controllers: [GroupMirrorsController], providers: [GroupMirrors] })
export class GroupMirrorsApiModule {}

@Module({ imports: [GroupMirrorsModule, QueueModule], providers: [GroupMirrorsWorker] })
export class GroupMirrorsWorkerModule {}
