export { LIVE_EVENTS_TURN } from './audit/audit-sql';
export { AUDITED_TABLES } from './audit/audited-tables';
export { removeAudit } from './audit/install-audit';
export { awaitDatabase } from './await-database';
export { CreatedAtColumn, GitlabIdColumn, IdColumn, TimeColumn, UpdatedAtColumn } from './columns';
export { dataSourceOptions } from './data-source-options';
export { DatabaseModule } from './database.module';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgresOptions,
  type RunningPostgres,
} from './embedded/embedded-postgres';
export { isDatabaseAway, isForeignKeyViolation, isUniqueViolation } from './errors';
export { containing } from './like';
export { listPage } from './list-page';
export { Listener } from './listener';
export { migrate } from './migrate';
export { openDatabase } from './open-database';
export { snakeCase, SnakeNamingStrategy } from './snake-naming.strategy';
export { Tx } from './tx';
