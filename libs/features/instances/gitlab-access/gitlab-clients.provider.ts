import type { FactoryProvider } from '@nestjs/common';
import { Settings } from '@app/config';
import { GitlabClients, LocalBudget, RequestCounter } from '@app/gitlab';
import { HealthRecord } from '../health/health-record';
import { networkSettings } from './network-settings';

/** The clients of this process; all clients of an instance share its budget, circuit breaker and connections. */
export const gitlabClientsProvider: FactoryProvider<GitlabClients> = {
  provide: GitlabClients,
  inject: [Settings, HealthRecord, RequestCounter],
  useFactory: (settings: Settings, health: HealthRecord, counter: RequestCounter) =>
    new GitlabClients({
      network: networkSettings(settings),
      budgetFor: (_instanceId, limits) => new LocalBudget(limits),
      onBreakerChange: (instanceId, change) => health.breakerChanged(instanceId, change),
      recorder: counter.record,
    }),
};
