import { InvalidFernetToken, type SecretBox } from '@app/crypto';
import type { Tx } from '@app/database';

const BATCH = 500;

export interface ReEncryption {
  /** Secrets that stood under an older key and now stand under the first. */
  changed: number;
  /** Secrets that stood under the first key already. */
  current: number;
  /** `table.column id` of those that none of our keys opens; they are left as they are. */
  unreadable: string[];
}

interface SecretColumn {
  table: string;
  column: string;
}

interface Row {
  id: number;
  sealed: string;
}

/**
 * Puts every stored secret under the first key: all columns whose name ends with `_encrypted`, whatever feature they
 * belong to. May be interrupted and repeated at any time, and run beside a working server: a secret that is replaced
 * meanwhile is not touched.
 */
export async function reEncryptSecrets(tx: Tx, box: SecretBox, batch = BATCH): Promise<ReEncryption> {
  const result: ReEncryption = { changed: 0, current: 0, unreadable: [] };
  for (const column of await secretColumns(tx)) {
    for (let rows = await readBatch(tx, column, 0, batch); rows.length > 0;) {
      await reEncryptBatch(tx, box, column, rows, result);
      rows = await readBatch(tx, column, rows.at(-1)?.id ?? 0, batch);
    }
  }
  return result;
}

const secretColumns = (tx: Tx): Promise<SecretColumn[]> =>
  tx.query<SecretColumn>(
    String.raw`select quote_ident(table_name) as "table", quote_ident(column_name) as "column"
       from information_schema.columns
      where table_schema = current_schema() and column_name like '%\_encrypted'
      order by 1, 2`,
  );

const readBatch = (tx: Tx, { table, column }: SecretColumn, afterId: number, batch: number): Promise<Row[]> =>
  tx.query<Row>(
    `select id, ${column} as sealed from ${table} where id > $1 and ${column} is not null order by id limit $2`,
    [afterId, batch],
  );

async function reEncryptBatch(
  tx: Tx,
  box: SecretBox,
  { table, column }: SecretColumn,
  rows: Row[],
  result: ReEncryption,
): Promise<void> {
  const changes: { id: number; before: string; after: string }[] = [];
  for (const { id, sealed } of rows) {
    try {
      if (box.isCurrent(sealed)) result.current += 1;
      else changes.push({ id, before: sealed, after: box.reseal(sealed) });
    } catch (error) {
      if (!(error instanceof InvalidFernetToken)) throw error;
      result.unreadable.push(`${table}.${column} ${id}`);
    }
  }
  if (changes.length === 0) return;
  const updated = await tx.run(async () => {
    await tx.muteAudit();
    return tx.query<{ id: number }>(
      `with stored as (
       update ${table} as row set ${column} = change.after
         from unnest($1::bigint[], $2::text[], $3::text[]) as change (id, before, after)
        where row.id = change.id and row.${column} = change.before
       returning row.id)
     select id from stored`,
      [changes.map(({ id }) => id), changes.map(({ before }) => before), changes.map(({ after }) => after)],
    );
  });
  result.changed += updated.length;
}
