import type { DataSource } from 'typeorm';
import { installAudit } from './audit/install-audit';

/** Any constant that no other use of advisory locks in this database has. */
const MIGRATION_LOCK = 715_231_001;

/**
 * Brings the schema up to date. Processes that start together take turns (advisory lock of a session of its own, which
 * PostgreSQL frees when we die).
 * @returns names of the migrations that ran
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const lock = dataSource.createQueryRunner();
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations();
    await installAudit(dataSource);
    return ran.map((migration) => migration.name);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await lock.release();
  }
}
