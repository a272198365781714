import { Module } from '@nestjs/common';
import { QueueModule } from '@app/queue';
import { InstancesModule } from '@features/instances';
import { HealthController } from './health.controller';
import { HealthQuery } from './health.query';
import { HealthService } from './health.service';
import { InstanceProbes } from './instance-probes';
import { Metrics } from './metrics';

@Module({
  imports: [QueueModule],
  controllers: [HealthController],
  providers: [HealthQuery, HealthService, Metrics],
  exports: [Metrics],
})
export class HealthApiModule {}

@Module({ imports: [InstancesModule], providers: [InstanceProbes] })
export class HealthWorkerModule {}
