import { type Config, expectSlot, IssueSyncLab } from '../support/issue-sync-lab';

describe('configs of issue sync', () => {
  let lab: IssueSyncLab;

  beforeAll(async () => {
    lab = await IssueSyncLab.start();
  });

  afterAll(() => lab?.stop());

  beforeEach(async () => {
    for (const { faults } of [lab.a, lab.b]) faults.clear();
    await lab.newMirror();
  });

  it('has the defaults of the contract, one for a mirror', async () => {
    const before = Date.now();
    const config = await lab.post<Config>('/api/issue-mirrors', { mirror_id: lab.mirrorId });
    expect(config).toMatchObject({
      mirror_id: lab.mirrorId,
      enabled: true,
      sync_comments: true,
      sync_labels: true,
      sync_attachments: true,
      sync_weight: true,
      sync_time_estimate: true,
      sync_time_spent: true,
      sync_closed_issues: false,
      update_existing: true,
      sync_existing_issues: false,
      sync_interval_minutes: 15,
      last_sync_at: null,
      last_sync_status: null,
      last_sync_error: null,
    });
    expectSlot(config, before, 15);
    await lab.app.http.post('/api/issue-mirrors').send({ mirror_id: lab.mirrorId }).expect(409);
    const byMirror = await lab.app.http.get(`/api/issue-mirrors/by-mirror/${lab.mirrorId}`).expect(200);
    expect(byMirror.body).toEqual((await lab.app.http.get(`/api/issue-mirrors/${config.id}`).expect(200)).body);
    const list = await lab.app.http.get(`/api/issue-mirrors?mirror_id=${lab.mirrorId}`).expect(200);
    expect(list.body).toHaveLength(1);
    expect(list.headers['x-total']).toBe('1');
  });

  it('shows on the mirror whether its issues are synced', async () => {
    const shown = async (): Promise<unknown> =>
      ((await lab.app.http.get(`/api/mirrors/${lab.mirrorId}`)).body as { issue_sync_enabled: boolean })
        .issue_sync_enabled;
    expect(await shown()).toBe(false);
    const config = await lab.configure();
    expect(await shown()).toBe(true);
    await lab.app.http.put(`/api/issue-mirrors/${config.id}`).send({ enabled: false }).expect(200);
    expect(await shown()).toBe(false);
  });

  it('is made by itself for a new mirror of a pair with issue sync', async () => {
    const id = await lab.newMirror(await lab.newPair({ issue_sync_enabled: true }));
    const config = await lab.app.http.get(`/api/issue-mirrors/by-mirror/${id}`).expect(200);
    expect(config.body).toMatchObject({ enabled: true, sync_existing_issues: false });
  });

  it.each([
    ['sync_interval_minutes', 4],
    ['sync_interval_minutes', 1441],
    ['sync_interval_minutes', 15.5],
    ['sync_interval_minutes', null],
    ['enabled', null],
    ['enabled', 'yes'],
    ['sync_everything', true],
    ['on_target_deleted', 'explode'],
    ['filters', { labels_some: ['a'] }],
    ['user_mapping', { alice: 7 }],
    ['label_rules', [{ to: 'x' }]],
  ])('refuses %s = %j, naming the field', async (field, value) => {
    const { id } = await lab.configure();
    for (const request of [
      lab.app.http.post('/api/issue-mirrors').send({ mirror_id: lab.mirrorId, [field]: value }),
      lab.app.http.put(`/api/issue-mirrors/${id}`).send({ [field]: value }),
    ]) {
      const { body } = (await request.expect(422)) as { body: { errors: { field: string }[] } };
      expect(body.errors[0]?.field).toContain(field);
    }
  });

  it.each([
    ['an unknown mirror', { mirror_id: 999_999 }, 404],
    ['no mirror', {}, 422],
    ['an id beyond 2^53', { mirror_id: 9_007_199_254_740_994 }, 422],
  ])('refuses %s', async (_case, body, status) => {
    const answer = await lab.app.http.post('/api/issue-mirrors').send(body).expect(status);
    expect(JSON.stringify(answer.body)).toContain('mirror_id');
  });

  it('keeps what a change leaves out, and stays with its mirror', async () => {
    const config = await lab.configure({
      sync_weight: false,
      filters: { labels_any: ['bug'] },
      user_mapping: { al: 'bo' },
    });
    const path = `/api/issue-mirrors/${config.id}`;
    await lab.app.http
      .put(path)
      .send({ mirror_id: lab.mirrorId + 1 })
      .expect(400);
    const changed = await lab.app.http
      .put(path)
      .send({ mirror_id: lab.mirrorId, sync_interval_minutes: 60 })
      .expect(200);
    expect(changed.body).toMatchObject({
      sync_weight: false,
      sync_interval_minutes: 60,
      filters: { labels_any: ['bug'] },
      user_mapping: { al: 'bo' },
    });
    const cleared = await lab.app.http.put(path).send({ filters: null, user_mapping: null }).expect(200);
    expect(cleared.body).toMatchObject({ filters: {}, user_mapping: {}, sync_weight: false });
  });

  it('is gone when deleted', async () => {
    const { id } = await lab.configure();
    const answer = await lab.app.http.delete(`/api/issue-mirrors/${id}`).expect(200);
    expect(answer.body).toEqual({ status: 'deleted' });
    await lab.app.http.get(`/api/issue-mirrors/${id}`).expect(404);
    await lab.app.http.get(`/api/issue-mirrors/by-mirror/${lab.mirrorId}`).expect(404);
  });
});
