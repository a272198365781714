import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { startTestApp, type TestApp } from '../../support/test-app';
import { rowsOf } from '../../support/rows';
import { atMost, type BenchCase, type Measurement, percentile } from '../measure';
import { StatementLog } from '../statements';

const FEW = 1_000;
const MANY = 100_000;
const WARM_UP = 3;
const ROUNDS = 25;

/** What people look at: pages, filters and sort keys, alone and together. */
const QUERIES = [
  '',
  'page=5',
  'sort=-created_at',
  'sort=source_project_path',
  'sort=-target_project_path',
  'sort=-last_update_at',
  'sort=last_successful_update',
  'sort=last_update_status',
  'sort=-last_update_status',
  'sort=mirror_token_expires_at',
  'sort=-mirror_token_expires_at',
  'status=failed',
  'status=failed&sort=-last_update_at',
  'enabled=false',
  'direction=pull',
  'group=group-7',
  'group=backup&sort=-source_project_path',
  'search=project-42',
  'search=proj&sort=-last_update_at',
  'search=proj&status=finished&enabled=true',
  'token_status=active&sort=mirror_token_expires_at',
  'token_status=expiring_soon',
  'token_status=expired&sort=-last_update_at',
  'token_status=none&sort=source_project_path',
  'verify_status=drift',
  'verify_status=healthy&sort=source_project_path',
  'instance_pair_id=PAIR',
  'source_instance_id=INSTANCE&status=finished&sort=-last_successful_update',
];

export const mirrorList: BenchCase = {
  name: 'mirror-list',
  async run({ scale }) {
    const log = new StatementLog();
    const [few, many] = await Promise.all([startTestApp(), startTestApp()]);
    try {
      const lists = { few: await seed(few, FEW * scale), many: await seed(many, MANY * scale) };
      const measurements: Measurement[] = [];
      for (const query of QUERIES) {
        const times: { few: number[]; many: number[] } = { few: [], many: [] };
        const statements: { few: number; many: number } = { few: 0, many: 0 };
        // In turn, so that whatever else the machine does disturbs both alike.
        for (let round = -WARM_UP; round < ROUNDS; round++) {
          for (const which of ['few', 'many'] as const) {
            const { ms, count } = await lists[which](query, log);
            if (round >= 0) times[which].push(ms);
            statements[which] = Math.max(statements[which], count);
          }
        }
        const p95 = { few: percentile(times.few, 0.95), many: percentile(times.many, 0.95) };
        const name = `GET /api/mirrors?${query}`;
        measurements.push(
          {
            work: `${name}: ${MANY * scale} mirrors against ${FEW * scale}`,
            measured: p95.many / p95.few,
            unit: `× p95 (${p95.many.toFixed(0)} ms, ${p95.few.toFixed(0)} ms)`,
            limit: atMost(3),
          },
          {
            work: `${name}: queries more than with ${FEW * scale}`,
            measured: statements.many - statements.few,
            unit: `(${statements.many})`,
            limit: atMost(0),
          },
        );
      }
      return measurements;
    } finally {
      await Promise.all([few.stop(), many.stop()]);
    }
  },
};

type List = (query: string, log: StatementLog) => Promise<{ ms: number; count: number }>;

async function seed(api: TestApp, mirrors: number): Promise<List> {
  await using rows = await rowsOf(api);
  const source = await rows.instance('Source');
  const target = await rows.instance('Target');
  const pair = await rows.pair('One', source, target, 'push');
  const other = await rows.pair('Two', target, source, 'push');
  await insert(rows.client, mirrors, pair, other);
  return async (query, log) => {
    const id = randomUUID();
    const path = `/api/mirrors?${query.replace('PAIR', String(pair)).replace('INSTANCE', String(source))}`;
    const begun = performance.now();
    const answer = await api.http.get(path).set('X-Request-Id', id);
    const ms = performance.now() - begun;
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return { ms, count: log.count(id) };
  };
}

/** Every 20th uses a group token, every 50th has none; the database is left as autovacuum leaves it. */
async function insert(client: Client, mirrors: number, pair: number, other: number): Promise<void> {
  await client.query(
    `insert into group_tokens (id, gitlab_instance_id, group_path, token_name, token_encrypted, expires_at)
     select i, source_instance_id, 'group-' || i, 'token', 'sealed', current_date + i * 40
       from pairs, generate_series(1, 10) as i where pairs.id = $1`,
    [pair],
  );
  await client.query(
    `insert into mirrors (instance_pair_id, source_project_id, target_project_id, source_project_path,
       target_project_path, direction, phase, mirror_id, next_check_at, enabled, last_update_status, last_update_at,
       last_successful_update, mirror_url, verify_status, group_token_id, mirror_token_id, mirror_token_name, mirror_token_encrypted, mirror_token_expires_at)
     select case when i % 10 = 0 then $3::bigint else $2::bigint end, i, i,
            'group-' || i % 97 || '/sub-' || i % 13 || '/project-' || i,
            'backup/group-' || i % 97 || '/project-' || i, case when i % 9 = 0 then 'pull' else 'push' end, 'active', i,
            'infinity', i % 11 <> 0,
            (array['finished', 'finished', 'finished', 'failed', 'pending', 'updating'])[1 + i % 6],
            case when i % 7 > 0 then now() - make_interval(secs => i) end,
            case when i % 5 > 0 then now() - make_interval(secs => i * 2) end,
            'https://gitlab.example.com/backup/group-' || i % 97 || '/project-' || i || '.git',
            (array['healthy', 'healthy', 'healthy', 'drift', null])[1 + i % 5],
            case when i % 20 = 0 then 1 + i % 10 end, case when i % 20 > 0 and i % 50 > 0 then i end,
            'mirror-maestro-' || i, repeat('gAAAAABl', 18), case when i % 3 > 0 then current_date + i % 400 - 5 end
       from generate_series(1, $1::int) as i`,
    [mirrors, pair, other],
  );
  // Without a checkpoint the newest rows may not count as seen by all yet.
  await client.query('checkpoint');
  await client.query('vacuum analyze mirrors');
}
