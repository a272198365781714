import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MirrorsModule } from '@features/mirrors';
import { PairsModule } from '@features/pairs';
import { RunsModule } from '@features/runs';
import { DueSchedulesQuery } from './due-schedules.query';
import { MirrorScheduler } from './mirror-scheduler';
import { MirrorSchedule } from './schedule.entity';
import { SchedulesController } from './schedules.controller';
import { SchedulesRepository } from './schedules.repository';
import { SchedulesService } from './schedules.service';

/** What other features need of schedules. */
@Module({
  imports: [TypeOrmModule.forFeature([MirrorSchedule]), PairsModule, MirrorsModule],
  providers: [SchedulesRepository, SchedulesService],
  exports: [SchedulesService],
})
export class SchedulesModule {}

@Module({ imports: [SchedulesModule], controllers: [SchedulesController] })
export class SchedulesApiModule {}

@Module({
  imports: [TypeOrmModule.forFeature([MirrorSchedule]), MirrorsModule, RunsModule],
  providers: [DueSchedulesQuery, MirrorScheduler],
})
export class SchedulesWorkerModule {}
