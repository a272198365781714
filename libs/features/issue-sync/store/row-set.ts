const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * The SQL that reads and writes many rows of one type at once: a column for each field, in snake case, with its
 * PostgreSQL type.
 */
export class RowSet<T extends object> {
  /** `source_iid as "sourceIid", …` */
  readonly select: string;
  private readonly names: (keyof T & string)[];

  constructor(
    private readonly table: string,
    private readonly types: Record<keyof T & string, string>,
    /** Column that identifies a row inside its route. */
    private readonly key: keyof T & string,
  ) {
    this.names = Object.keys(types) as (keyof T & string)[];
    this.select = this.names.map((name) => `${snake(name)} as "${name}"`).join(', ');
  }

  /** Inserts or replaces rows; $1 is the route, $2 the rows as `json`. */
  get upsert(): string {
    const columns = this.names.map(snake);
    const definition = this.names.map((name) => `"${name}" ${this.types[name]}`).join(', ');
    const updates = columns.map((column) => `${column} = excluded.${column}`).join(', ');
    return `insert into ${this.table} (route_id, ${columns.join(', ')})
      select $1::bigint, ${this.names.map((name) => `"${name}"`).join(', ')}
      from jsonb_to_recordset($2::jsonb) as row_data(${definition})
      on conflict (route_id, ${snake(this.key)}) do update set ${updates}`;
  }

  /** The rows for `upsert`, without what PostgreSQL cannot store: NUL and halves of surrogate pairs. */
  json(rows: T[]): string {
    return JSON.stringify(rows, (_name, value: unknown) => (typeof value === 'string' ? storable(value) : value));
  }

  /** A row as read: times as ISO 8601. */
  parse(row: Record<string, unknown>): T {
    const entries = this.names.map((name) => {
      const value = row[name];
      const isTime = this.types[name] === 'timestamptz' && value !== null;
      return [name, isTime ? new Date(value as string | Date).toISOString() : value];
    });
    return Object.fromEntries(entries) as T;
  }
}

const storable = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
