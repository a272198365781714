import { Module } from '@nestjs/common';
import { DashboardController } from './dashboard.controller';
import { DashboardQuery } from './dashboard.query';

@Module({
  controllers: [DashboardController],
  providers: [DashboardQuery],
})
export class DashboardApiModule {}
