import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import supertest from 'supertest';
import { readSettings, type Settings } from '@app/config';
import { Tx } from '@app/database';
import { createTestDatabase } from '@app/testing';
import { PeriodicRunner } from '@features/runs';
import { createApp } from '../../apps/api/src/create-app';
import { StandaloneModule } from '../../apps/standalone/src/standalone.module';
import { waitFor } from './wait-for';

export const TEST_PASSWORD = 'test-password-1';

/**
 * Whether somebody works, and whether mirrors wait for being looked at. Of periodic work, that counts which began before
 * ($1): on a slow machine there is always some that goes on, and what began since finds its work in what else is asked.
 */
const UNDER_WAY = `select
  exists (select 1 from runs where status in ('queued', 'running'))
    or (select coalesce(bool_or(last_finished_at is null or (lease_owner is not null and last_started_at <= $1)), true)
          from periodic_tasks) as busy,
  exists (select 1 from mirrors where phase = 'active' and mirror_id is not null and next_check_at <= now()) as unread`;

export interface TestApp {
  /** Logged in as the administrator. */
  http: ReturnType<typeof supertest.agent>;
  /** Not logged in. */
  anonymous: ReturnType<typeof supertest>;
  url: string;
  app: NestExpressApplication;
  settings: Settings;
  /** Ends the server and starts it anew with the same database and address; `meanwhile` nobody answers there. */
  restart(meanwhile?: () => Promise<unknown>): Promise<void>;
  /** Has periodic work begin now, not when the timetable comes to it. */
  due(task: string): Promise<void>;
  /** Waits until nothing is under way, so that what is counted from then on comes from the caller. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * API and worker in this process over HTTP, on a database of its own. Intervals are short, so that tests wait for
 * conditions, not for schedules. Another root leaves the worker to processes of its own.
 */
export async function startTestApp(
  environment: Record<string, string> = {},
  root: { forRoot(settings: Settings): DynamicModule } = StandaloneModule,
): Promise<TestApp> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'maestro-app-'));
  const settings = readSettings({
    ENVIRONMENT: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    AUTH_PASSWORD: TEST_PASSWORD,
    LOG_LEVEL: 'SILENT',
    SCHEDULER_INTERVAL_SECONDS: '1',
    SHUTDOWN_TIMEOUT_SECONDS: '5',
    // Looked at as they begin: a look later on would be counted in tests that count requests.
    INSTANCE_PROBE_INTERVAL_SECONDS: '3600',
    ...environment,
  });
  let app = await createApp(root.forRoot(settings), settings);
  await app.listen(0, '127.0.0.1');
  const due = async (task: string): Promise<void> => {
    await app.get(Tx).query('update periodic_tasks set next_at = now() where name = $1', [task]);
    await app.get(PeriodicRunner).beat();
  };
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    http: supertest.agent(url).auth('admin', TEST_PASSWORD),
    anonymous: supertest(url),
    url,
    get app() {
      return app;
    },
    settings,
    restart: async (meanwhile) => {
      await app.close();
      await meanwhile?.();
      app = await createApp(root.forRoot(settings), settings);
      await app.listen(port, '127.0.0.1');
    },
    due,
    idle: async () => {
      const [clock] = await app.get(Tx).query<{ began: Date }>('select now() as began');
      await waitFor('all work to be over', async () => {
        const [now] = await app.get(Tx).query<{ busy: boolean; unread: boolean }>(UNDER_WAY, [clock?.began]);
        if (now?.unread) await due('mirrors.refresh');
        return now && !now.busy && !now.unread;
      });
    },
    stop: async () => {
      await app.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
