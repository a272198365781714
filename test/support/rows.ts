import { Client } from 'pg';
import type { TestApp } from './test-app';

/** Rows straight in the database, where a test needs a state and not the way to it. */
export interface Rows extends AsyncDisposable {
  client: Client;
  instance(name: string, url?: string): Promise<number>;
  pair(name: string, source: number, target: number, direction?: 'push' | 'pull'): Promise<number>;
  mirror(pair: number, changes?: Partial<MirrorRow>): Promise<number>;
}

export interface MirrorRow {
  source_project_path: string;
  target_project_path: string;
  direction: 'push' | 'pull';
  /** The override; null inherits. */
  mirror_direction: 'push' | 'pull' | null;
}

export async function rowsOf(api: TestApp): Promise<Rows> {
  const client = new Client({ connectionString: api.settings.get('DATABASE_URL') ?? '' });
  await client.connect();
  const insert = async (sql: string, values: unknown[]): Promise<number> =>
    Number((await client.query<{ id: string }>(`${sql} returning id`, values)).rows[0]?.id);
  let projects = 0;
  return {
    client,
    instance: (name, url = 'https://gitlab.example.com') =>
      insert(`insert into instances (name, url, token_encrypted) values ($1, $2, 'sealed')`, [name, url]),
    pair: (name, source, target, direction = 'pull') =>
      insert(
        `insert into pairs (name, source_instance_id, target_instance_id, mirror_direction) values ($1, $2, $3, $4)`,
        [name, source, target, direction],
      ),
    mirror: (pair, changes = {}) => {
      projects += 1;
      const row: MirrorRow = {
        source_project_path: `source/project-${projects}`,
        target_project_path: `target/project-${projects}`,
        direction: 'push',
        mirror_direction: null,
        ...changes,
      };
      return insert(
        `insert into mirrors (instance_pair_id, source_project_id, target_project_id, source_project_path,
                              target_project_path, direction, mirror_direction, phase, next_check_at)
         values ($1, $2, $2, $3, $4, $5, $6, 'active', 'infinity')`,
        [pair, projects, row.source_project_path, row.target_project_path, row.direction, row.mirror_direction],
      );
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
