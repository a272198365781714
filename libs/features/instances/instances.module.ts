import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RequestCounter } from '@app/gitlab';
import { BrowseController } from './browse/browse.controller';
import { InstanceBrowser } from './browse/instance-browser';
import { ConnectionTest } from './connection/connection-test';
import { PostgresBudgetLedger } from './gitlab-access/budget-ledger.query';
import { gitlabClientsProvider } from './gitlab-access/gitlab-clients.provider';
import { InstanceGateway } from './gitlab-access/instance-gateway';
import { HealthProbe } from './health/health-probe';
import { HealthRecord } from './health/health-record';
import { InstanceHealthQuery } from './health/health.query';
import { InstanceHooks } from './instance-hooks';
import { InstanceUsageQuery } from './instance-usage.query';
import { Instance } from './instance.entity';
import { InstancesController } from './instances.controller';
import { InstancesRepository } from './instances.repository';
import { InstancesService } from './instances.service';

/** What other features need of instances: the way to them and to their GitLab. */
@Module({
  imports: [TypeOrmModule.forFeature([Instance])],
  providers: [
    InstancesRepository,
    InstanceUsageQuery,
    InstanceHealthQuery,
    HealthRecord,
    HealthProbe,
    RequestCounter,
    PostgresBudgetLedger,
    gitlabClientsProvider,
    InstanceGateway,
    InstanceHooks,
    ConnectionTest,
    InstancesService,
    InstanceBrowser,
  ],
  exports: [InstanceGateway, InstanceHooks, InstancesService, InstanceBrowser, HealthProbe, RequestCounter],
})
export class InstancesModule {}

@Module({ imports: [InstancesModule], controllers: [InstancesController, BrowseController] })
export class InstancesApiModule {}
