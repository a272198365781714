import type { DataSource } from 'typeorm';
import { AUDIT_EVENT_TRIGGERS, AUDIT_FUNCTIONS, auditTrigger } from './audit-sql';
import { AUDITED_TABLES } from './audited-tables';

/** Fits the audit triggers to the schema as it is; after migrations, so that none has to think of them. */
export async function installAudit(dataSource: DataSource): Promise<void> {
  const columns = new Map<string, string[]>();
  const found = await dataSource.query<{ table_name: string; column_name: string }[]>(
    `select table_name, column_name from information_schema.columns
      where table_schema = current_schema() order by table_name, ordinal_position`,
  );
  for (const { table_name: table, column_name: column } of found) {
    columns.set(table, [...(columns.get(table) ?? []), column]);
  }
  if (!columns.has('audit_entries')) return;
  const triggers = AUDITED_TABLES.flatMap((audited) => {
    const known = columns.get(audited.table);
    return known === undefined ? [] : auditTrigger(audited, known);
  });
  await dataSource.transaction(async (manager) => {
    for (const statement of [...AUDIT_FUNCTIONS, ...triggers, ...AUDIT_EVENT_TRIGGERS]) await manager.query(statement);
  });
}

/** Before migrations are undone: a column that a trigger watches cannot be dropped. */
export async function removeAudit(dataSource: DataSource): Promise<void> {
  const triggers = await dataSource.query<{ statement: string }[]>(
    `select format('drop trigger %I on %s', tgname, tgrelid::regclass) as statement
       from pg_trigger where tgname in ('audit', 'audit_requested', 'audit_cancelled', 'audit_rotated')`,
  );
  for (const { statement } of triggers) await dataSource.query(statement);
}
