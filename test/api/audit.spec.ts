import { Client } from 'pg';
import { AUDITED_TABLES } from '@app/database';
import { MirrorLab } from '../support/mirror-lab';
import { waitFor } from '../support/wait-for';

interface Entry {
  id: number;
  actor: string;
  origin: string | null;
  action: string;
  entity_type: string;
  entity_id: number;
  entity_name: string;
  summary: string;
  changes: { field: string; before: unknown; after: unknown }[];
}

describe('the audit trail', () => {
  let lab: MirrorLab;
  let database: Client;

  beforeAll(async () => {
    // An issue sync that becomes due meanwhile would be joined by the one that is asked for, and nobody be named for it.
    lab = await MirrorLab.start({ environment: { SCHEDULER_INTERVAL_SECONDS: '3600' } });
    database = new Client({ connectionString: lab.api.settings.get('DATABASE_URL') ?? '' });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await lab.stop();
  });

  const entries = async (query: Record<string, string | number>): Promise<Entry[]> =>
    (await lab.api.http.get('/api/audit').query(query).expect(200)).body as Entry[];
  const latest = async (entity_type: string, entity_id: number): Promise<Entry | undefined> =>
    (await entries({ entity_type, entity_id, per_page: 1 }))[0];
  const idOf = ({ body }: { body: unknown }): number => (body as { id: number }).id;
  const idle = (id: number) =>
    waitFor('the mirror to be at rest', async () => {
      const { body } = await lab.api.http.get(`/api/runs?subject=mirror:${id}`).expect(200);
      return (body as { finished_at: string | null }[]).every(({ finished_at }) => finished_at !== null);
    });
  const change = (entry: Entry | undefined, field: string) => entry?.changes.find((item) => item.field === field);

  it('names who created what, with its values and without its secret', async () => {
    const entry = await latest('instance', lab.sourceId);
    expect(entry).toMatchObject({ actor: 'admin', action: 'created', entity_name: 'Alpha' });
    expect(entry?.summary).toBe('admin created instance Alpha.');
    expect(change(entry, 'url')).toMatchObject({ before: null, after: lab.source.url });
    expect(change(entry, 'token')).toMatchObject({ before: null, after: 'set' });
    expect(JSON.stringify(entry)).not.toContain(lab.tokens.source);
  });

  it('holds what a change was before and after, and only that', async () => {
    await lab.api.http.put(`/api/pairs/${lab.pairId}`).send({ description: 'Every night' }).expect(200);
    const entry = await latest('pair', lab.pairId);
    expect(entry).toMatchObject({
      actor: 'admin',
      action: 'updated',
      changes: [{ field: 'description', before: null, after: 'Every night' }],
      summary: 'admin updated pair A to B: description none → Every night.',
    });
  });

  it('says nothing of a change that changes nothing', async () => {
    const before = await latest('pair', lab.pairId);
    await lab.api.http.put(`/api/pairs/${lab.pairId}`).send({ name: 'A to B' }).expect(200);
    expect(await latest('pair', lab.pairId)).toEqual(before);
  });

  it('says nothing of a change that was refused', async () => {
    const [before] = await entries({ per_page: 1 });
    await lab.api.http
      .post('/api/pairs')
      .send({ name: 'A to B', source_instance_id: lab.sourceId, target_instance_id: lab.targetId })
      .expect(409);
    expect((await entries({ per_page: 1 }))[0]).toEqual(before);
  });

  it('knows a replaced token as a rotation', async () => {
    const { token } = lab.source.world.createToken();
    await lab.api.http.put(`/api/instances/${lab.sourceId}`).send({ token }).expect(200);
    const entry = await latest('instance', lab.sourceId);
    expect(entry).toMatchObject({ action: 'rotated', summary: 'admin replaced the token of instance Alpha.' });
    expect(entry?.changes).toEqual([{ field: 'token', before: null, after: 'replaced' }]);
  });

  it('follows a mirror from its creation over a sync and a rotation to its end', async () => {
    const { from, to } = await lab.twoProjects('followed');
    const { id } = await lab.create(from, to);
    await lab.api.http.put(`/api/mirrors/${id}`).send({ mirror_trigger_builds: true }).expect(200);
    // A sync that is asked for while one goes on joins it.
    await idle(id);
    await lab.api.http.post(`/api/mirrors/${id}/update`).expect(202);
    await idle(id);
    await lab.api.http.post(`/api/mirrors/${id}/rotate-token`).expect(200);
    await lab.api.http.delete(`/api/mirrors/${id}`).expect(200);

    const history = (await entries({ entity_type: 'mirror', entity_id: id, sort: 'at' })).filter(
      // A rotation has the mirror synced; when that was asked for decides whether it is one run or two.
      ({ action, actor }) => action !== 'triggered' || actor === 'admin',
    );
    expect(history.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'admin created',
      'admin updated',
      'admin triggered',
      'admin triggered',
      expect.stringMatching(/^(admin|system) rotated$/),
      'admin deleted',
    ]);
    expect(history[1]?.changes).toEqual([{ field: 'mirror_trigger_builds', before: null, after: true }]);
    expect(change(history[3], 'kind')?.after).toBe('mirror.rotate');
    expect(history.at(-1)?.entity_name).toBe('platform/core/followed → backup/followed');
    expect(JSON.stringify(history)).not.toMatch(/glpat-|gAAAAA/);
  });

  it.each([
    ['group tokens', '/api/tokens', 'group_token'],
    ['group defaults', '/api/group-defaults', 'group_default'],
    ['schedules', '/api/schedules', 'schedule'],
    ['users', '/api/users', 'user'],
  ])('records who made and removed %s', async (_what, path, entityType) => {
    const group = lab.source.world.createGroup({ path: 'audited' });
    const body = {
      group_token: {
        gitlab_instance_id: lab.sourceId,
        group_path: 'audited',
        token: lab.source.world.createResourceToken({ group }, { scopes: ['api'], accessLevel: 'maintainer' }).token,
        token_name: 'bot',
      },
      group_default: { instance_pair_id: lab.pairId, group_path: 'audited', mirror_trigger_builds: true },
      schedule: { instance_pair_id: lab.pairId, group_path: 'audited', interval_minutes: 60 },
      user: { username: 'ada', password: 'a-long-password-1', role: 'viewer' },
    }[entityType];
    const made = await lab.api.http.post(path).send(body);
    expect([200, 201]).toContain(made.status);
    const id = idOf(made);
    expect(await latest(entityType, id)).toMatchObject({ actor: 'admin', action: 'created' });
    await lab.api.http.delete(`${path}/${id}`).expect(200);
    const entry = await latest(entityType, id);
    expect(entry).toMatchObject({ actor: 'admin', action: 'deleted' });
    expect(JSON.stringify(entry)).not.toMatch(/token_encrypted|password_hash|gAAAAA|scrypt|a-long-password/);
  });

  it('calls pauses by their own words', async () => {
    const id = idOf(
      await lab.api.http.post('/api/pauses').send({ pair_id: lab.pairId, reason: 'Upgrade' }).expect(201),
    );
    expect(await latest('pause', id)).toMatchObject({ action: 'paused', summary: 'admin paused A to B.' });
    await lab.api.http.delete(`/api/pauses/${id}`).expect(200);
    expect(await latest('pause', id)).toMatchObject({ action: 'resumed', actor: 'admin' });
  });

  it('records the configuration of issue sync and who asked for a sync', async () => {
    const { from, to } = await lab.twoProjects('issues');
    const mirror = await lab.create(from, to);
    const id = idOf(await lab.api.http.post('/api/issue-mirrors').send({ mirror_id: mirror.id }).expect(201));
    expect(await latest('issue_mirror', id)).toMatchObject({
      actor: 'admin',
      action: 'created',
      entity_name: 'platform/core/issues → backup/issues',
    });
    await lab.api.http.post(`/api/issue-mirrors/${id}/trigger-sync`).expect(202);
    expect(await latest('issue_mirror', id)).toMatchObject({
      action: 'triggered',
      summary: 'admin started issue-sync.run for issue sync of platform/core/issues → backup/issues.',
    });
    await waitFor('the sync to end', async () => {
      const { body } = await lab.api.http.get(`/api/issue-mirrors/${id}/jobs`).expect(200);
      return (body as { finished_at: string | null }[])[0]?.finished_at !== null;
    });
    expect(await latest('issue_mirror', id)).toMatchObject({ action: 'triggered' });
  });

  it('tells the way it came: the API, the web app, the command line, a run', async () => {
    const rename = (name: string, headers: Record<string, string>) =>
      lab.api.http.put(`/api/pairs/${lab.pairId}`).set(headers).send({ description: name }).expect(200);
    await rename('one', {});
    expect(await latest('pair', lab.pairId)).toMatchObject({ origin: 'api' });
    await rename('two', { 'X-Requested-With': 'XMLHttpRequest' });
    expect(await latest('pair', lab.pairId)).toMatchObject({ origin: 'web' });
    await rename('three', { 'User-Agent': 'maestro-cli/1.0.0' });
    expect(await latest('pair', lab.pairId)).toMatchObject({ origin: 'cli' });

    const { body: document } = await lab.api.http.get('/api/export/all?format=json').expect(200);
    const { pairs } = document as { pairs: { mirrors: unknown[] }[] };
    const declared = { ...document, pairs: [{ ...pairs[0], name: 'Declared', mirrors: [], group_defaults: [] }] };
    const { body } = await lab.api.http.post('/api/export/all').send(declared).expect(202);
    const { job_id } = body as { job_id: number };
    await lab.finishedRun(job_id);
    const [entry] = await entries({ entity_type: 'pair', search: 'Declared' });
    expect(entry).toMatchObject({ actor: 'admin', action: 'created', origin: `run ${job_id} (configuration.apply)` });
    expect(await latest('run', job_id)).toMatchObject({ actor: 'admin', action: 'applied', origin: 'api' });
  });

  it('records failed logins, as what and from where, but not the password', async () => {
    await lab.api.anonymous.get('/api/me').auth('mallory', 'guess-guess-guess').expect(401);
    const entry = await waitFor('the entry', async () => (await entries({ action: 'login_failed' }))[0]);
    expect(entry).toMatchObject({ entity_name: 'mallory', summary: 'Somebody failed to log in as mallory.' });
    expect(change(entry, 'address')?.after).toMatch(/127\.0\.0\.1/);
    expect(JSON.stringify(entry)).not.toContain('guess');
  });

  it('says that a mirror is held, who approved it, and when it went on by itself', async () => {
    const { from, to } = await lab.twoProjects('held');
    const { id } = await lab.create(from, to);
    // A sync lets a mirror go whose pair wants none held.
    await idle(id);
    const hold = () =>
      database.query(`update mirrors set held_at = now(), held_reason = 'All branches are gone.' where id = $1`, [id]);
    await hold();
    expect(await latest('mirror', id)).toMatchObject({
      actor: 'system',
      action: 'held',
      summary: 'system held mirror platform/core/held → backup/held: All branches are gone.',
    });
    await lab.api.http.post(`/api/mirrors/${id}/approve`);
    await idle(id);
    const history = await entries({ entity_type: 'mirror', entity_id: id, action: 'approved' });
    expect(history).toMatchObject([{ actor: 'admin' }]);
    await hold();
    await database.query(`update mirrors set held_at = null, held_reason = null where id = $1`, [id]);
    expect(await latest('mirror', id)).toMatchObject({ actor: 'system', action: 'released' });
  });

  it('is the system’s where nobody asked', async () => {
    await database.query(`update pairs set description = 'by a job' where id = $1`, [lab.pairId]);
    expect(await latest('pair', lab.pairId)).toMatchObject({ actor: 'system', action: 'updated', origin: null });
  });

  it('vanishes with a change that is rolled back', async () => {
    const before = await latest('pair', lab.pairId);
    await database.query('begin');
    await database.query(`update pairs set description = 'never' where id = $1`, [lab.pairId]);
    await database.query('rollback');
    expect(await latest('pair', lab.pairId)).toEqual(before);
  });

  it('is written for bookkeeping of no kind', async () => {
    const [before] = await entries({ per_page: 1 });
    await database.query(
      `update mirrors set last_update_at = now(), last_update_status = 'failed', last_error = 'No.'`,
    );
    await database.query(`update instances set health = 'degraded', latency_ms = 5`);
    expect((await entries({ per_page: 1 }))[0]).toEqual(before);
  });

  it('is filtered by actor, action, kind, time and name', async () => {
    const triggered = await entries({ action: 'triggered', actor: 'admin' });
    expect(triggered.length).toBeGreaterThan(0);
    expect(triggered.every(({ action, actor }) => action === 'triggered' && actor === 'admin')).toBe(true);
    expect((await entries({ search: 'core/FOLLOWED' })).map(({ entity_type }) => entity_type)).toContain('mirror');
    expect(await entries({ search: '100%' })).toEqual([]);
    expect(await entries({ until: '2000-01-01T00:00:00Z' })).toEqual([]);
    expect(await entries({ since: '2999-01-01T00:00:00Z' })).toEqual([]);
    await lab.api.http.get('/api/audit?entity_type=spaceship').expect(422);
    await lab.api.http.get('/api/audit?since=yesterday').expect(422);
    await lab.api.http.get('/api/audit?who=me').expect(422);
  });

  it('comes in pages', async () => {
    const all = await entries({ per_page: 500 });
    const answer = await lab.api.http.get('/api/audit?per_page=3&page=2').expect(200);
    expect(answer.headers['x-total']).toBe(String(all.length));
    expect(answer.body).toEqual(all.slice(3, 6));
  });

  it('is downloaded as CSV that no spreadsheet takes for formulas', async () => {
    await database.query(`insert into pairs (name, source_instance_id, target_instance_id) values ('=cmd|x', $1, $2)`, [
      lab.sourceId,
      lab.targetId,
    ]);
    const answer = await lab.api.http.get('/api/audit/export?entity_type=pair').expect(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="audit.csv"');
    const [header, first] = answer.text.replace('\uFEFF', '').split('\n');
    expect(header).toBe('id,at,actor,origin,action,entity_type,entity_id,entity_name,summary,changes');
    expect(first).toContain(`,'=cmd|x,`);
    const { length } = await entries({ entity_type: 'pair', per_page: 500 });
    expect(answer.text.trim().split('\n')).toHaveLength(length + 1);
  });

  it('is not written when secrets are put under a new key', async () => {
    const [before] = await entries({ per_page: 1 });
    await database.query('begin');
    await database.query(`select set_config('mirror_maestro.audit', 'off', true)`);
    await database.query(`update instances set token_encrypted = token_encrypted || '='`);
    await database.query('commit');
    await database.query(`update instances set health = 'ok'`);
    expect((await entries({ per_page: 1 }))[0]).toEqual(before);
  });

  it('is forgotten after AUDIT_RETENTION_DAYS', async () => {
    await database.query(
      `insert into audit_entries (at, actor, action, entity_type, entity_name)
       select now() - make_interval(days => age), 'admin', 'created', 'pair', 'of ' || age || ' days' from unnest(array[364, 366]) age`,
    );
    await lab.api.due('audit.forget');
    await waitFor('the old entry to go', async () => (await entries({ search: 'of 366 days' })).length === 0);
    expect(await entries({ search: 'of 364 days' })).toHaveLength(1);
  });

  it('watches every column that people decide about, also the latest', async () => {
    const { rows } = await database.query<{ table: string; column: string }>(
      `select c.table_name as table, c.column_name as column from information_schema.columns c
        where c.table_schema = current_schema() and c.column_name not in ('id', 'created_at', 'updated_at')
          and not exists (
            select from pg_trigger t join pg_attribute a on a.attrelid = t.tgrelid and a.attnum = any(t.tgattr)
             where t.tgname = 'audit' and t.tgrelid = c.table_name::regclass and a.attname = c.column_name)`,
    );
    for (const { table, unaudited = [] } of AUDITED_TABLES) {
      const unwatched = rows.filter((row) => row.table === table && !unaudited.includes(row.column));
      expect(unwatched).toEqual([]);
    }
  });
});
