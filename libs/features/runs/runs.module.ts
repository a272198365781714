import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { QueueModule } from '@app/queue';
import { ActiveRuns } from './active-runs';
import { PeriodicRunner } from './periodic-runner';
import { PeriodicTask } from './periodic-task.entity';
import { PeriodicTasksRepository } from './periodic-tasks.repository';
import { RunAnnouncer } from './run-announcer';
import { RunExecutor } from './run-executor';
import { RunHandlers } from './run-handlers';
import { RunLeasesRepository } from './run-leases.repository';
import { RunSubjects } from './run-subjects';
import { RunSweeper } from './run-sweeper';
import { RunSweeperRepository } from './run-sweeper.repository';
import { RunWorkerLifecycle } from './run-worker-lifecycle';
import { Run } from './run.entity';
import { RunsController } from './runs.controller';
import { RunsRepository } from './runs.repository';
import { Runs } from './runs.service';

/** For features that ask for background work. */
@Module({
  imports: [TypeOrmModule.forFeature([Run]), QueueModule],
  providers: [RunsRepository, RunAnnouncer, RunSubjects, Runs],
  exports: [Runs, RunAnnouncer, RunSubjects],
})
export class RunsModule {}

@Module({ imports: [RunsModule], controllers: [RunsController] })
export class RunsApiModule {}

/** For processes that do it: once it is imported, every kind of the job catalogue must have its handler. */
@Module({
  imports: [RunsModule, DiscoveryModule, TypeOrmModule.forFeature([PeriodicTask])],
  providers: [
    RunLeasesRepository,
    RunSweeperRepository,
    PeriodicTasksRepository,
    RunHandlers,
    ActiveRuns,
    RunExecutor,
    RunSweeper,
    PeriodicRunner,
    RunWorkerLifecycle,
  ],
})
export class RunsWorkerModule {}
