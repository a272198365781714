import { Client } from 'pg';

/** A text that somebody might read, and where it was found. */
export interface Written {
  where: string;
  text: string;
}

/** What the process writes to its standard output and error streams between `start` and `stop`. */
export class OutputRecorder {
  readonly lines: Written[] = [];
  private restore: (() => void)[] = [];

  start(): void {
    for (const name of ['stdout', 'stderr'] as const) {
      const stream = process[name];
      const write = stream.write.bind(stream);
      stream.write = (chunk: string | Uint8Array): boolean => {
        const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
        this.lines.push({ where: name, text });
        return true;
      };
      this.restore.push(() => {
        stream.write = write;
      });
    }
  }

  stop(): void {
    for (const undo of this.restore.splice(0)) undo();
  }
}

const BYTEA = /\\x[0-9a-f]+/g;

/** Bytes are shown as hex; a secret in them would hide there. */
const withBytesAsText = (text: string): string =>
  `${text} ${[...text.matchAll(BYTEA)].map(([hex]) => Buffer.from(hex.slice(2), 'hex').toString('latin1')).join(' ')}`;

/** Every row of every table of every schema of ours, queues included. */
export async function everyRow(databaseUrl: string): Promise<Written[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const rows: Written[] = [];
    for (const { name } of tables.rows) {
      const found = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      rows.push(...found.rows.map(({ row }) => ({ where: name, text: withBytesAsText(row) })));
    }
    return rows;
  } finally {
    await client.end();
  }
}

/** All the ways in which a secret could be written: as it is, in a URL, in JSON, in an HTTP header. */
function spellings(secret: string): string[] {
  const asBase64 = [secret, `admin:${secret}`, `oauth2:${secret}`].map((text) => Buffer.from(text).toString('base64'));
  return [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...asBase64])];
}

/** Where which secret (by its name, never by its value) can be read. */
export function leaks(written: Iterable<Written>, secrets: ReadonlyMap<string, string>): string[] {
  const sought = [...secrets].flatMap(([name, secret]) =>
    spellings(secret).map((spelling): [string, string] => [name, spelling]),
  );
  const found = new Set<string>();
  for (const { where, text } of written) {
    for (const [name, spelling] of sought) if (text.includes(spelling)) found.add(`${name} in ${where}`);
  }
  return [...found];
}
