import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { AUDIT_EVENT_TRIGGERS, AUDIT_FUNCTIONS, auditTrigger } from './audit-sql';
import { AUDITED_TABLES } from './audited-tables';

/**
 * Fits the audit triggers to the schema as it is, so that no migration has to think of them. The comment of a
 * function tells whether they fit already: making a trigger locks its table.
 */
export async function installAudit(dataSource: DataSource): Promise<void> {
  const columns = await columnsByTable(dataSource);
  if (!columns.has('audit_entries')) return;
  const triggers = AUDITED_TABLES.flatMap((audited) => {
    const known = columns.get(audited.table);
    return known === undefined ? [] : auditTrigger(audited, known);
  });
  const statements = [...AUDIT_FUNCTIONS, ...triggers, ...AUDIT_EVENT_TRIGGERS];
  const fingerprint = `triggers ${createHash('sha256').update(statements.join(';')).digest('hex').slice(0, 16)}`;
  const [installed] = await dataSource.query<{ comment: string | null }[]>(
    `select obj_description(to_regprocedure('audit_is_off()'), 'pg_proc') as comment`,
  );
  if (installed?.comment === fingerprint) return;
  await dataSource.transaction(async (manager) => {
    await manager.query([...statements, `comment on function audit_is_off() is '${fingerprint}'`].join(';\n'));
  });
}

async function columnsByTable(dataSource: DataSource): Promise<Map<string, string[]>> {
  const found = await dataSource.query<{ name: string; columns: string[] }[]>(
    `select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
       from information_schema.columns where table_schema = current_schema() group by table_name`,
  );
  return new Map(found.map(({ name, columns }) => [name, columns]));
}

/** Before migrations are undone: a column that a trigger watches cannot be dropped. */
export async function removeAudit(dataSource: DataSource): Promise<void> {
  const triggers = await dataSource.query<{ statement: string }[]>(
    `select format('drop trigger %I on %s', tgname, tgrelid::regclass) as statement
       from pg_trigger where tgname ~ '^audit(_|$)' and not tgisinternal`,
  );
  await dataSource.query(triggers.map(({ statement }) => statement).join(';\n'));
}
