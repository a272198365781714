import { Module } from '@nestjs/common';
import { QueueModule } from '@app/queue';
import { HealthController } from './health.controller';
import { HealthQuery } from './health.query';
import { HealthService } from './health.service';
import { Metrics } from './metrics';

@Module({
  imports: [QueueModule],
  controllers: [HealthController],
  providers: [HealthQuery, HealthService, Metrics],
  exports: [Metrics],
})
export class HealthApiModule {}
