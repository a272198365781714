import { type Timing, systemTiming } from '../timing';
import { Gate } from './gate';
import {
  type BudgetLimits,
  DEFAULT_CONCURRENCY,
  type Observation,
  type RequestBudget,
  type Slot,
  type SlotRequest,
} from './request-budget';

/** A budget for one process alone: connection tests of an unsaved instance, tools, tests. */
export class LocalBudget implements RequestBudget {
  private readonly gate: Gate;

  constructor(limits: BudgetLimits = {}, timing: Timing = systemTiming) {
    this.gate = new Gate({ timing });
    this.configure(limits);
  }

  acquire(request: SlotRequest): Promise<Slot> {
    return this.gate.acquire(request);
  }

  observe(observation: Observation): void {
    this.gate.observe(observation);
  }

  configure(limits: BudgetLimits): void {
    this.gate.setLimits({
      slots: limits.concurrency ?? DEFAULT_CONCURRENCY,
      ratePerSecond: limits.requestsPerSecond ?? Infinity,
    });
  }

  close(): void {
    this.gate.close();
  }
}
