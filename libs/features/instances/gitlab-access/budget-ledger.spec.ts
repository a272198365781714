import { DataSource } from 'typeorm';
import { readSettings } from '@app/config';
import { dataSourceOptions } from '@app/database';
import type { Grant, LeaseRequest } from '@app/gitlab';
import { createTestDatabase, eventually, type TestDatabase } from '@app/testing';
import { PostgresBudgetLedger } from './budget-ledger.query';

const LIMITS = { concurrency: 10, requestsPerSecond: null };

describe('the request budget of an instance, shared by all processes', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let ledger: PostgresBudgetLedger;
  let instanceId: number;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource(dataSourceOptions(readSettings({ DATABASE_URL: database.url }))).initialize();
    ledger = new PostgresBudgetLedger(dataSource);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  beforeEach(async () => {
    await dataSource.query('delete from instances');
    const [row] = await dataSource.query<{ id: number }[]>(
      `insert into instances (name, url, token_encrypted) values ('A', 'https://a.example', 'sealed') returning id`,
    );
    instanceId = row?.id ?? 0;
  });

  const renew = (processId: string, changes: Partial<LeaseRequest> = {}): Promise<Grant> =>
    ledger.renew({
      instanceId,
      processId,
      inFlight: 0,
      wantedSlots: 10,
      wantedRate: null,
      limits: LIMITS,
      learnedPerMinute: null,
      leaseMs: 60_000,
      ...changes,
    });
  const slots = (grants: Grant[]): number => grants.reduce((sum, grant) => sum + grant.slots, 0);

  it('gives everything to the only process', async () => {
    expect(await renew('p1', { wantedSlots: 1 })).toEqual({
      slots: 10,
      ratePerSecond: Infinity,
      share: 1,
      blockedForMs: 0,
    });
  });

  it('never grants more than the limit, however many ask at the same moment', async () => {
    const names = Array.from({ length: 30 }, (_, i) => `p${i}`);
    expect(slots(await Promise.all(names.map((name) => renew(name))))).toBe(10);
    const [row] = await dataSource.query<{ sum: number }[]>('select sum(slots) from instance_budget_leases');
    expect(Number(row?.sum)).toBe(10);
  });

  it('is fair after one round of renewals', async () => {
    await renew('p1');
    await renew('p2');
    const first = await renew('p1');
    const second = await renew('p2');
    expect([first.slots, second.slots]).toEqual([5, 5]);
  });

  it('divides the rate as it divides the slots', async () => {
    const limits = { concurrency: 10, requestsPerSecond: 20 };
    await renew('p1', { limits });
    await renew('p2', { limits });
    const first = await renew('p1', { limits });
    const second = await renew('p2', { limits });
    expect(first.ratePerSecond + second.ratePerSecond).toBeLessThanOrEqual(20);
    expect(second.ratePerSecond).toBeCloseTo(10);
  });

  it('gives back at once what a process releases', async () => {
    await renew('p1');
    expect((await renew('p2')).slots).toBe(0);
    await ledger.release(instanceId, 'p1');
    expect((await renew('p2')).slots).toBe(10);
  });

  it('frees the part of a dead process when its lease ends, and cleans up after it', async () => {
    await renew('dead', { leaseMs: 100 });
    await eventually(async () => expect((await renew('p2')).slots).toBe(10));
    expect(await dataSource.query('select process_id from instance_budget_leases')).toEqual([{ process_id: 'p2' }]);
  });

  it('keeps instances apart', async () => {
    const [row] = await dataSource.query<{ id: number }[]>(
      `insert into instances (name, url, token_encrypted) values ('B', 'https://b.example', 'sealed') returning id`,
    );
    await renew('p1');
    expect((await renew('p2', { instanceId: row?.id ?? 0 })).slots).toBe(10);
  });

  it('tells every process to wait when one was told to', async () => {
    await ledger.block(instanceId, 3_600_000);
    await ledger.block(instanceId, 10);
    const { blockedForMs } = await renew('p2');
    expect(blockedForMs).toBeGreaterThan(3_000_000);
    expect(blockedForMs).toBeLessThanOrEqual(3_600_000);
  });

  it('goes with the instance', async () => {
    await renew('p1');
    await dataSource.query('delete from instances where id = $1', [instanceId]);
    await expect(renew('p1')).rejects.toThrow('foreign key');
    await expect(ledger.block(instanceId, 10)).resolves.toBeUndefined();
  });
});
