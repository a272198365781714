import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StatisticsHour } from './statistics-hour.entity';
import { StatisticsItem } from './statistics-item.entity';
import { StatisticsRollUp } from './statistics-roll-up';
import { StatisticsController } from './statistics.controller';
import { StatisticsQuery } from './statistics.query';

const tables = TypeOrmModule.forFeature([StatisticsHour, StatisticsItem]);

@Module({
  imports: [tables],
  controllers: [StatisticsController],
  providers: [StatisticsQuery],
})
export class StatisticsApiModule {}

@Module({ imports: [tables], providers: [StatisticsQuery, StatisticsRollUp] })
export class StatisticsWorkerModule {}
