export { StatisticsHour } from './statistics-hour.entity';
export { StatisticsItem } from './statistics-item.entity';
export { StatisticsApiModule, StatisticsWorkerModule } from './statistics.module';
export { StatisticsQuery } from './statistics.query';
