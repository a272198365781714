import { randomUUID } from 'node:crypto';
import { type FactoryProvider, Logger } from '@nestjs/common';
import { safeMessage } from '@app/common';
import { Settings } from '@app/config';
import { GitlabClients, RequestCounter, SharedBudget } from '@app/gitlab';
import { HealthRecord } from '../health/health-record';
import { PostgresBudgetLedger } from './budget-ledger.query';
import { networkSettings } from './network-settings';

/** The clients of this process. All of an instance share its circuit breaker, its connections and our part of its budget. */
export const gitlabClientsProvider: FactoryProvider<GitlabClients> = {
  provide: GitlabClients,
  inject: [Settings, HealthRecord, PostgresBudgetLedger, RequestCounter],
  useFactory: (settings: Settings, health: HealthRecord, ledger: PostgresBudgetLedger, counter: RequestCounter) => {
    const logger = new Logger('RequestBudget');
    const processId = randomUUID();
    return new GitlabClients({
      network: networkSettings(settings),
      budgetFor: (instanceId, limits) =>
        new SharedBudget({
          ledger,
          instanceId,
          processId,
          limits,
          onError: (error) => logger.warn(`Budget of instance ${instanceId}: ${safeMessage(error)}`),
        }),
      onBreakerChange: (instanceId, change) => health.breakerChanged(instanceId, change),
      recorder: counter.record,
    });
  },
};
