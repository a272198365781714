import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { readSettings } from '@app/config';
import { dataSourceOptions, migrate, startEmbeddedPostgres, type RunningPostgres } from '@app/database';

declare global {
  var testPostgres: RunningPostgres | undefined;
}

/** One real PostgreSQL for the whole suite, with a migrated template database that each test file copies. */
export default async function globalSetup(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'maestro-tests-'));
  // Root's tests run the server as another user, who must be let through.
  chmodSync(dataDir, 0o711);
  const server = await startEmbeddedPostgres({
    dataDir,
    database: 'maestro_admin',
    flags: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  });
  globalThis.testPostgres = {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  process.env.TEST_DATABASE_URL = server.url;

  const admin = new Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('create database maestro_template');
  await admin.end();
  const template = new URL(server.url);
  template.pathname = '/maestro_template';
  const dataSource = new DataSource(dataSourceOptions(readSettings({ DATABASE_URL: template.href })));
  await dataSource.initialize();
  await migrate(dataSource);
  await dataSource.destroy();
}
