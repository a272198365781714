import { problemOf } from '../support/problem';
import { rowsOf, type Rows } from '../support/rows';
import { startTestApp, type TestApp } from '../support/test-app';

const MANY = 2 ** 31 + 1;
const ORDER = { source_group_path: 'platform', target_namespace_path: 'backup' };
const PROJECTS = { source_project_path: 'platform/api', target_project_path: 'backup/api' };

describe('an id in a body that nothing has', () => {
  let api: TestApp;
  let rows: Rows;
  let pair: number;
  let instance: number;

  beforeAll(async () => {
    api = await startTestApp();
    rows = await rowsOf(api);
    instance = await rows.instance('Alpha');
    pair = await rows.pair('Alpha to Beta', instance, await rows.instance('Beta'));
  });
  afterAll(async () => {
    await rows[Symbol.asyncDispose]();
    await api.stop();
  });

  it.each<[path: string, what: string, field: string, body: () => Record<string, unknown>]>([
    ['pairs', 'instance', 'source_instance_id', () => ({ name: 'P', target_instance_id: instance })],
    ['pairs', 'instance', 'target_instance_id', () => ({ name: 'P', source_instance_id: instance })],
    ['tokens', 'instance', 'gitlab_instance_id', () => ({ group_path: 'a', token: 'glpat-x', token_name: 'bot' })],
    ['group-defaults', 'pair', 'instance_pair_id', () => ({ group_path: 'a' })],
    ['mirrors', 'pair', 'instance_pair_id', () => PROJECTS],
    ['mirrors/preflight', 'pair', 'instance_pair_id', () => PROJECTS],
    ['mirrors/bulk/plan', 'pair', 'instance_pair_id', () => ORDER],
    ['mirrors/bulk/apply', 'pair', 'instance_pair_id', () => ORDER],
    ['group-follows', 'pair', 'instance_pair_id', () => ORDER],
    ['issue-mirrors', 'mirror', 'mirror_id', () => ({})],
    ['issue-mirrors/bulk', 'pair', 'instance_pair_id', () => ({ action: 'trigger' })],
    ['schedules', 'pair', 'instance_pair_id', () => ({ interval_minutes: 60 })],
    ['schedules', 'mirror', 'mirror_id', () => ({ instance_pair_id: pair, interval_minutes: 60 })],
    ['pauses', 'instance', 'instance_id', () => ({})],
    ['pauses', 'pair', 'pair_id', () => ({})],
    [
      'notifications/rules',
      'pair',
      'instance_pair_id',
      () => ({ name: 'R', event: 'mirror_failed', channel_ids: [MANY] }),
    ],
  ])('is a 404 of /api/%s (%s), which names %s', async (path, what, field, body) => {
    const answer = await api.http.post(`/api/${path}`).send({ ...body(), [field]: MANY });
    expect(problemOf(answer)).toEqual([404, [field]]);
    expect(answer.body.code).toBe(`${what}_not_found`);
    expect(answer.body.detail).toContain(`There is no ${what} with id ${MANY}.`);
  });

  it('is a 404 among several ids, too, and says which there are none of', async () => {
    const rule = { name: 'R', event: 'mirror_failed', channel_ids: [MANY, MANY + 1] };
    const answer = await api.http.post('/api/notifications/rules').send(rule);
    expect(problemOf(answer)).toEqual([404, ['channel_ids']]);
    expect(answer.body.detail).toBe(`There is no notification channel with id ${MANY}, ${MANY + 1}.`);

    const selection = await api.http.post('/api/mirrors/sync').send({ mirror_ids: [MANY] });
    expect(problemOf(selection)).toEqual([404, ['mirror_ids']]);
  });

  it('is a 404 of a change, too', async () => {
    const answer = await api.http.put(`/api/pairs/${pair}`).send({ target_instance_id: MANY });
    expect(problemOf(answer)).toEqual([404, ['target_instance_id']]);
  });
});
