import type { DataSourceOptions } from 'typeorm';
import type { Settings } from '@app/config';
import { MIGRATIONS } from './migrations';
import { SnakeNamingStrategy } from './snake-naming.strategy';

/** How every process connects; ids and counts come back as numbers (our ids and GitLab's stay below 2^53). */
export function dataSourceOptions(settings: Settings, applicationName = 'mirror-maestro'): DataSourceOptions {
  const url = settings.get('DATABASE_URL');
  if (url === null)
    throw new Error('DATABASE_URL is not set. Set it, or use `npm start`, which brings its own PostgreSQL.');
  return {
    type: 'postgres',
    url,
    applicationName,
    poolSize: settings.get('DATABASE_POOL_SIZE'),
    parseInt8: true,
    connectTimeoutMS: 5_000,
    namingStrategy: new SnakeNamingStrategy(),
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    extra: { statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000, keepAlive: true },
  };
}
