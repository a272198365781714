import { fairPieces, fairShares } from './fair-share';
import { usableRate } from './pacer';

/** What a process asks for at each renewal. */
export interface LeaseRequest {
  instanceId: number;
  /** Unique to the process and its start. */
  processId: string;
  /** Requests it has in flight now; it keeps at least these slots until they are done. */
  inFlight: number;
  /** Requests it would like to have in flight. */
  wantedSlots: number;
  /** Requests a second it could use; null when it is held back by its pace and takes all it can get. */
  wantedRate: number | null;
  /** The instance's limits for all processes together; requestsPerSecond null: none. */
  limits: { concurrency: number; requestsPerSecond: number | null };
  /** Requests a minute that GitLab's headers showed to this process; null when none did. */
  learnedPerMinute: number | null;
  /** Milliseconds after which the lease ends by itself, so that a dead process frees its part. */
  leaseMs: number;
}

export interface Grant {
  slots: number;
  /** Infinity when nothing limits the rate. */
  ratePerSecond: number;
  /** The process's part (0–1) of a quota that GitLab's headers show. */
  share: number;
  /** Nothing may be sent for so long: another process was told to wait. */
  blockedForMs: number;
}

/** A lease as it is stored, one row for a process and an instance. */
export interface Lease {
  processId: string;
  /** Slots nobody else may use: granted ones, or more while the process still has more requests in flight. */
  slots: number;
  wantedSlots: number;
  /** Granted requests a second; null: no limit applied. */
  ratePerSecond: number | null;
  wantedRate: number | null;
  /** Part of GitLab's own quota. */
  share: number;
  learnedPerMinute: number | null;
  /** Renewals in a row that granted no slot: who waited longest comes next when there are too few for all. */
  waits: number;
}

/**
 * Where processes agree on their parts of an instance's budget. An implementation locks the instance, reads its leases
 * that have not ended, asks `decideLease`, and stores the lease with `now + leaseMs` of its own clock as its end.
 */
export interface BudgetLedger {
  renew(request: LeaseRequest): Promise<Grant>;
  /** Gives the part back at once. */
  release(instanceId: number, processId: string): Promise<void>;
  /** All processes must wait so long (a 429 that concerns the whole instance). */
  block(instanceId: number, forMs: number): Promise<void>;
}

export interface Decision {
  lease: Lease;
  /** Slots the process may use; fewer than its lease holds while it has to shrink. */
  slots: number;
}

/**
 * The part of one process, given all leases that live. The sum never exceeds the limits: a fair part that others still
 * hold is granted only once they have given it back, which they do at their next renewal.
 */
export function decideLease(request: LeaseRequest, leases: readonly Lease[]): Decision {
  const { processId, limits } = request;
  const active = leases.filter((lease) => lease.processId !== processId);
  const mine = leases.find((lease) => lease.processId === processId);
  // One more than wanted, so that a process need not come back for each single request more.
  const wantedSlots = active.length === 0 ? limits.concurrency : Math.min(limits.concurrency, request.wantedSlots + 1);
  const everyone = [...active.map((lease) => ({ ...lease })), { ...(mine ?? NEW), processId, wantedSlots }].sort(
    (a, b) => (a.processId < b.processId ? -1 : 1),
  );
  const me = everyone.findIndex((lease) => lease.processId === processId);

  // With more processes than slots, those that waited longest come first, so that all have their turn.
  const crowded = everyone.length > limits.concurrency;
  const turn = everyone.map((lease) => (crowded ? (lease.slots > 0 ? 1 : -lease.waits) : 0));
  const wants = everyone.map((lease) => lease.wantedSlots);
  const fair = fairPieces(limits.concurrency, wants, turn)[me] ?? 0;
  const free = limits.concurrency - sum(active.map((lease) => lease.slots));
  const slots = Math.max(0, Math.min(fair, free));

  const total = totalRate(request, active);
  const ratePerSecond = total === null ? null : rateOf(total, request, everyone, active);
  const equalPart = Math.max(0, Math.min(1 / everyone.length, 1 - sum(active.map((lease) => lease.share))));
  const lease: Lease = {
    processId,
    slots: Math.max(slots, request.inFlight),
    wantedSlots,
    wantedRate: request.wantedRate,
    ratePerSecond,
    share: total === null || ratePerSecond === null || total === 0 ? equalPart : ratePerSecond / total,
    learnedPerMinute: request.learnedPerMinute,
    waits: slots > 0 || (mine?.slots ?? 0) > 0 ? 0 : (mine?.waits ?? 0) + 1,
  };
  return { lease, slots };
}

const NEW: Omit<Lease, 'processId' | 'wantedSlots'> = {
  slots: 0,
  ratePerSecond: 0,
  wantedRate: null,
  share: 0,
  learnedPerMinute: null,
  waits: 0,
};

/** The slower of what is configured and what any process saw in GitLab's headers; null when neither limits. */
function totalRate({ limits, learnedPerMinute }: LeaseRequest, active: readonly Lease[]): number | null {
  const shown = [learnedPerMinute, ...active.map((lease) => lease.learnedPerMinute)].filter((limit) => limit !== null);
  const total = Math.min(limits.requestsPerSecond ?? Infinity, ...shown.map(usableRate));
  return total === Infinity ? null : total;
}

function rateOf(total: number, request: LeaseRequest, everyone: Lease[], active: readonly Lease[]): number {
  if (active.length === 0) return total;
  const wants = everyone.map((lease) => (lease.processId === request.processId ? request : lease).wantedRate ?? total);
  const fair = fairShares(total, wants)[everyone.findIndex((lease) => lease.processId === request.processId)] ?? 0;
  return Math.max(0, Math.min(fair, total - sum(active.map((lease) => lease.ratePerSecond ?? 0))));
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

export const toGrant = ({ lease, slots }: Decision, blockedForMs: number): Grant => ({
  slots,
  ratePerSecond: lease.ratePerSecond ?? Infinity,
  share: lease.share,
  blockedForMs,
});
