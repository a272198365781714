export { MirrorSchedule } from './schedule.entity';
export { SchedulesApiModule, SchedulesWorkerModule } from './schedules.module';
