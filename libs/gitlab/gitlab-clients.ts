import { type BudgetLimits, type RequestBudget } from './budget/request-budget';
import { type BreakerChange, type BreakerState, CircuitBreaker } from './circuit-breaker';
import { GitlabClient } from './gitlab-client';
import type { TokenSource } from './http/gitlab-http';
import type { RequestRecorder } from './http/recorder';
import type { RetrySettings } from './http/retry';
import { Network, type NetworkSettings } from './net/network';
import { systemTiming, type Timing } from './timing';

export interface InstanceAccess {
  id: number;
  name: string;
  url: string;
  token: TokenSource;
  limits?: BudgetLimits;
}

export interface GitlabClientsOptions {
  network?: NetworkSettings;
  /** Makes the budget of an instance: a `SharedBudget` over the database, or a `LocalBudget`. */
  budgetFor: (instanceId: number, limits: BudgetLimits) => RequestBudget;
  /** Told when an instance becomes degraded or recovers, as this process sees it. */
  onBreakerChange?: (instanceId: number, change: BreakerChange) => void;
  recorder?: RequestRecorder;
  retry?: Partial<RetrySettings>;
  timing?: Timing;
}

interface Shared {
  url: string;
  limits: string;
  budget: RequestBudget;
  breaker: CircuitBreaker;
}

/** The clients of a process: all of one instance share its budget, its circuit breaker and the connections. */
export class GitlabClients {
  private readonly network: Network;
  private readonly shared = new Map<number, Shared>();

  constructor(private readonly options: GitlabClientsOptions) {
    this.network = new Network(options.network);
  }

  /** A client with this token. Cheap: make one per piece of work. */
  for(instance: InstanceAccess): GitlabClient {
    const { budget, breaker } = this.sharedBy(instance);
    const { recorder, retry, timing } = this.options;
    return new GitlabClient({
      baseUrl: instance.url,
      instanceName: instance.name,
      token: instance.token,
      budget,
      breaker,
      network: this.network,
      ...(recorder && { recorder }),
      ...(retry && { retry }),
      ...(timing && { timing }),
    });
  }

  /** What this process thinks of the instance; `closed` when it was never asked. */
  stateOf(instanceId: number): BreakerState {
    return this.shared.get(instanceId)?.breaker.state ?? 'closed';
  }

  /** Drops what is known about an instance that was deleted. */
  forget(instanceId: number): void {
    this.shared.get(instanceId)?.budget.close();
    this.shared.delete(instanceId);
  }

  /** Ends everything; waiting calls fail. */
  close(): void {
    for (const id of this.shared.keys()) this.forget(id);
    this.network.destroy();
  }

  private sharedBy({ id, url, limits = {} }: InstanceAccess): Shared {
    const known = this.shared.get(id);
    const wanted = JSON.stringify(limits);
    if (known && known.url === url) {
      if (known.limits !== wanted) known.budget.configure(limits);
      known.limits = wanted;
      return known;
    }
    // Another address is another server: what was learnt about the old one does not hold.
    if (known) this.forget(id);
    const now = (): number => (this.options.timing ?? systemTiming).now();
    const made: Shared = {
      url,
      limits: wanted,
      budget: this.options.budgetFor(id, limits),
      breaker: new CircuitBreaker(now, (change) => this.options.onBreakerChange?.(id, change)),
    };
    this.shared.set(id, made);
    return made;
  }
}
