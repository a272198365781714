import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/test-app';
import { rowsOf } from '../../support/rows';
import { atMost, type BenchCase, type Measurement, percentile } from '../measure';
import { StatementLog } from '../statements';
import { insertMirrors } from './mirror-rows';

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
  await insertMirrors(rows.client, mirrors, pair, other);
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
