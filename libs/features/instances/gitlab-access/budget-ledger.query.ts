import { Injectable } from '@nestjs/common';
import { type BudgetLedger, decideLease, type Grant, type Lease, type LeaseRequest, toGrant } from '@app/gitlab';
import { DataSource, type EntityManager } from 'typeorm';

/**
 * The ledger in our database: processes take turns under the lock of the instance's row, on the database's clock. It has
 * transactions of its own, because a request to GitLab may be noticed from inside one of its caller's.
 */
@Injectable()
export class PostgresBudgetLedger implements BudgetLedger {
  constructor(private readonly dataSource: DataSource) {}

  renew(request: LeaseRequest): Promise<Grant> {
    return this.dataSource.transaction(async (manager) => {
      const blockedForMs = await lockInstance(manager, request.instanceId);
      const decision = decideLease(request, await liveLeases(manager, request.instanceId));
      await store(manager, request, decision.lease);
      return toGrant(decision, blockedForMs);
    });
  }

  async release(instanceId: number, processId: string): Promise<void> {
    await this.dataSource.query(`delete from instance_budget_leases where instance_id = $1 and process_id = $2`, [
      instanceId,
      processId,
    ]);
  }

  async block(instanceId: number, forMs: number): Promise<void> {
    await this.dataSource.query(
      `insert into instance_budgets as budget (instance_id, blocked_until)
       select id, clock_timestamp() + $2 * interval '1 millisecond' from instances where id = $1
       on conflict (instance_id) do update set blocked_until = greatest(budget.blocked_until, excluded.blocked_until)`,
      [instanceId, forMs],
    );
  }
}

/** @returns milliseconds for which GitLab wants no request at all */
async function lockInstance(manager: EntityManager, instanceId: number): Promise<number> {
  const lock = (): Promise<{ blocked_for_ms: number }[]> =>
    manager.query(
      `select coalesce(greatest(0, extract(epoch from blocked_until - clock_timestamp()) * 1000), 0)::float8 as blocked_for_ms
         from instance_budgets where instance_id = $1 for update`,
      [instanceId],
    );
  let [row] = await lock();
  if (row === undefined) {
    await manager.query(`insert into instance_budgets (instance_id) values ($1) on conflict do nothing`, [instanceId]);
    [row] = await lock();
  }
  return row?.blocked_for_ms ?? 0;
}

const liveLeases = (manager: EntityManager, instanceId: number): Promise<Lease[]> =>
  manager.query<Lease[]>(
    `select process_id as "processId", slots, wanted_slots as "wantedSlots", rate_per_second as "ratePerSecond",
            wanted_rate as "wantedRate", share, learned_per_minute as "learnedPerMinute", waits
       from instance_budget_leases where instance_id = $1 and ends_at > clock_timestamp()`,
    [instanceId],
  );

/** Together with what dead processes left behind. */
async function store(manager: EntityManager, { instanceId, leaseMs }: LeaseRequest, lease: Lease): Promise<void> {
  await manager.query(
    `with gone as (
       delete from instance_budget_leases
        where instance_id = $1 and process_id <> $2 and ends_at <= clock_timestamp())
     insert into instance_budget_leases
            (instance_id, process_id, slots, wanted_slots, rate_per_second, wanted_rate, share, learned_per_minute, waits, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp() + $10 * interval '1 millisecond')
     on conflict (instance_id, process_id) do update
        set slots = excluded.slots, wanted_slots = excluded.wanted_slots, rate_per_second = excluded.rate_per_second,
            wanted_rate = excluded.wanted_rate, share = excluded.share, waits = excluded.waits,
            learned_per_minute = excluded.learned_per_minute, ends_at = excluded.ends_at`,
    [
      instanceId,
      lease.processId,
      lease.slots,
      lease.wantedSlots,
      lease.ratePerSecond,
      lease.wantedRate,
      lease.share,
      lease.learnedPerMinute,
      lease.waits,
      leaseMs,
    ],
  );
}
