import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';
import { HealthQuery } from './health.query';
import { HealthService } from './health.service';
import { Metrics } from './metrics';
import { ProbeController } from './probe.controller';

@Module({
  controllers: [HealthController, ProbeController],
  providers: [HealthQuery, HealthService, Metrics],
})
export class HealthApiModule {}
