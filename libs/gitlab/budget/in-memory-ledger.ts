import type { Timing } from '../timing';
import { type BudgetLedger, decideLease, type Grant, type Lease, type LeaseRequest, toGrant } from './ledger';

interface Row extends Lease {
  endsAt: number;
}

/** A ledger inside one process: for tests that play several processes. */
export class InMemoryLedger implements BudgetLedger {
  private readonly rows = new Map<number, Row[]>();
  private readonly blockedUntil = new Map<number, number>();

  constructor(private readonly timing: Timing) {}

  renew(request: LeaseRequest): Promise<Grant> {
    const now = this.timing.now();
    const live = this.live(request.instanceId);
    const decision = decideLease(request, live);
    const others = live.filter((row) => row.processId !== request.processId);
    this.rows.set(request.instanceId, [...others, { ...decision.lease, endsAt: now + request.leaseMs }]);
    return Promise.resolve(toGrant(decision, Math.max(0, (this.blockedUntil.get(request.instanceId) ?? 0) - now)));
  }

  release(instanceId: number, processId: string): Promise<void> {
    this.rows.set(
      instanceId,
      this.live(instanceId).filter((row) => row.processId !== processId),
    );
    return Promise.resolve();
  }

  block(instanceId: number, forMs: number): Promise<void> {
    const until = this.timing.now() + forMs;
    this.blockedUntil.set(instanceId, Math.max(this.blockedUntil.get(instanceId) ?? 0, until));
    return Promise.resolve();
  }

  /** Leases that have not ended. */
  live(instanceId: number): Row[] {
    return (this.rows.get(instanceId) ?? []).filter((row) => row.endsAt > this.timing.now());
  }
}
