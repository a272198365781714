export { CreateScheduleDto } from './schedule.dto';
export { MirrorSchedule } from './schedule.entity';
export { SchedulesApiModule, SchedulesModule, SchedulesWorkerModule } from './schedules.module';
export { SchedulesService } from './schedules.service';
export { checkTiming } from './timing';
