import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '@app/common';
import { MirrorsModule } from '@features/mirrors';
import { PairsModule } from '@features/pairs';
import { RunsModule } from '@features/runs';
import { DueSchedulesQuery } from './due-schedules.query';
import { MirrorScheduler } from './mirror-scheduler';
import { MirrorSchedule } from './schedule.entity';
import { SchedulesController } from './schedules.controller';
import { SchedulesRepository } from './schedules.repository';
import { SchedulesService } from './schedules.service';

const clock = { provide: Clock, useClass: SystemClock };

@Module({
  imports: [TypeOrmModule.forFeature([MirrorSchedule]), PairsModule, MirrorsModule],
  controllers: [SchedulesController],
  providers: [SchedulesRepository, SchedulesService, clock],
})
export class SchedulesApiModule {}

@Module({
  imports: [TypeOrmModule.forFeature([MirrorSchedule]), MirrorsModule, RunsModule],
  providers: [DueSchedulesQuery, MirrorScheduler, clock],
})
export class SchedulesWorkerModule {}
