import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '@app/common';
import { DashboardController } from './dashboard.controller';
import { DashboardQuery } from './dashboard.query';

@Module({
  controllers: [DashboardController],
  providers: [DashboardQuery, { provide: Clock, useClass: SystemClock }],
})
export class DashboardApiModule {}
