import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hook, Issue } from '../../apps/gitlab-simulator/src';
import { HookHealth } from '../../libs/features/issue-sync/realtime/hook-health';
import { comments, type Config, IssueSyncLab } from '../support/issue-sync-lab';
import { waitFor } from '../support/wait-for';

/** The address that GitLab is told is known before the server has its port. */
class FrontDoor {
  url = '';
  private target = '';
  private readonly server: Server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const forward = request(`${this.target}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    forward.on('error', () => outgoing.destroy());
    incoming.pipe(forward);
  });

  async open(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  leadTo(target: string): void {
    this.target = target;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describe('issue sync in real time', () => {
  const door = new FrontDoor();
  let lab: IssueSyncLab;

  beforeAll(async () => {
    await door.open();
    lab = await IssueSyncLab.start({ PUBLIC_URL: door.url });
    door.leadTo(lab.app.url);
  });

  afterAll(async () => {
    await lab?.stop();
    door.close();
  });

  beforeEach(() => lab.newMirror());

  const hooks = (): Hook[] => [...lab.from.hooks.values()];

  const withHook = async (): Promise<Config> => {
    const config = await lab.configure({ realtime: true });
    await waitFor('the hook', async () => (await lab.config(config.id)).hook_status === 'ok');
    return config;
  };

  const leftovers = async () =>
    (await lab.get<{ id: number; mirror_id: number; last_error: string | null }[]>('/api/mirrors/leftovers')).filter(
      (item) => item.mirror_id === lab.mirrorId,
    );

  const firstLines = (issue: Issue): string[] => comments(issue).map((body) => body.split('\n')[0] ?? '');

  it('registers one hook with all that it needs, and takes it down again', async () => {
    const config = await withHook();
    const [hook] = hooks();
    expect(hooks()).toHaveLength(1);
    expect(hook?.url).toBe(`${door.url}/api/webhooks/issue-sync/${config.id}`);
    expect(
      [...(hook?.events ?? [])]
        .filter(([, on]) => on)
        .map(([name]) => name)
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['confidential_issues_events', 'confidential_note_events', 'issues_events', 'note_events']);
    await lab.app.http.put(`/api/issue-mirrors/${config.id}`).send({ realtime: false }).expect(200);
    await waitFor('the hook to go', () => hooks().length === 0);
    expect(await lab.config(config.id)).toMatchObject({ hook_status: 'off' });
  });

  it.each([
    ['the config', (config: Config) => `/api/issue-mirrors/${config.id}`],
    ['the mirror', (config: Config) => `/api/mirrors/${config.mirror_id}`],
  ])('takes the hook down when %s is deleted', async (_what, path) => {
    const config = await withHook();
    await lab.app.http.delete(path(config)).expect(200);
    await waitFor('the hook to go', () => hooks().length === 0);
    await waitFor('nothing to be left', async () => (await leftovers()).length === 0);
  });

  it('takes the hook down when the pair is deleted', async () => {
    const pairId = await lab.newPair({});
    await lab.newMirror(pairId);
    await withHook();
    await lab.app.http.delete(`/api/pairs/${pairId}`).expect(200);
    expect(hooks()).toEqual([]);
  });

  it('lists a hook that could not be taken down, and tries again until it is gone', async () => {
    const config = await withHook();
    const match = { method: 'DELETE', path: `/projects/${lab.from.id}/hooks` };
    const fault = lab.a.faults.add({ kind: '500', match });
    await lab.app.http.delete(`/api/issue-mirrors/${config.id}`).expect(200);
    const left = await waitFor('it to be listed', async () =>
      (await leftovers()).find(({ last_error: error }) => error !== null),
    );
    expect(left).toMatchObject({
      kind: 'issue_hook',
      mirror_id: config.mirror_id,
      project_id: lab.from.id,
      name: `${door.url}/api/webhooks/issue-sync/${config.id}`,
    });
    lab.a.faults.remove(fault.id);
    await lab.post(`/api/mirrors/leftovers/${left.id}/retry`, {}, 200);
    expect(hooks()).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });

  it('finds a hook whose creation was never answered, also when its config is deleted then', async () => {
    const match = { method: 'POST', path: `/projects/${lab.from.id}/hooks` };
    const fault = lab.a.faults.add({ kind: 'reset_after_write', match });
    const config = await lab.configure({ realtime: true });
    await waitFor('the hook', () => hooks().length === 1);
    await lab.app.http.delete(`/api/issue-mirrors/${config.id}`).expect(200);
    lab.a.faults.remove(fault.id);
    await waitFor('the hook to go', () => hooks().length === 0);
  });

  it('copies a new issue, a comment and its edit at once, without anybody asking', async () => {
    const config = await withHook();
    const issue = lab.a.world.createIssue(lab.from, { title: 'News' });
    await waitFor('the copy', () => lab.copyOf(issue.iid));
    const note = lab.a.world.addNote(issue, 'hello');
    await waitFor('the comment', () => firstLines(lab.copyOf(issue.iid)).includes('hello'));
    // Such an edit shows nowhere in a listing.
    const before = issue.updatedAt;
    lab.a.world.editNote(issue, note, 'hello again');
    issue.updatedAt = before;
    await waitFor('the edit', () => firstLines(lab.copyOf(issue.iid)).includes('hello again'));
    expect(lab.copies()).toHaveLength(1);
    const shown = await lab.config(config.id);
    expect(Date.parse(String(shown.hook_delivered_at))).toBeLessThanOrEqual(Date.now());
    const triggers = (await lab.jobs(config)).map(({ trigger }) => trigger);
    expect(new Set(triggers)).toEqual(new Set(['webhook']));
  });

  it('takes a delivery only with its secret, and a repeat of it only once', async () => {
    const config = await withHook();
    const body = { object_kind: 'issue', project: { id: lab.from.id }, object_attributes: { iid: 1 } };
    const path = `/api/webhooks/issue-sync/${config.id}`;
    const deliver = (secret: string, key: string) =>
      lab.app.anonymous.post(path).set('X-Gitlab-Token', secret).set('Idempotency-Key', key).send(body);
    await deliver('whsec_wrong', 'k1').expect(404);
    await lab.app.anonymous.post(path).send(body).expect(404);
    await lab.app.anonymous.post('/api/webhooks/issue-sync/999999').send(body).expect(404);
    expect(await lab.jobs(config)).toEqual([]);

    const secret = hooks()[0]?.token ?? '';
    await deliver(secret, 'k2').expect(200);
    const [first] = await waitFor('the run', async () => {
      const jobs = await lab.jobs(config);
      return jobs[0]?.status === 'success' && jobs;
    });
    await deliver(secret, 'k2').expect(200);
    expect((await lab.jobs(config)).map(({ id }) => id)).toEqual([first?.id]);
  });

  it('answers a delivery within 100 ms', async () => {
    const config = await withHook();
    const secret = hooks()[0]?.token ?? '';
    const times: number[] = [];
    for (let i = 0; i < 20; i++) {
      const body = { object_kind: 'issue', project: { id: lab.from.id }, object_attributes: { iid: i + 1 } };
      const begun = performance.now();
      await lab.app.anonymous
        .post(`/api/webhooks/issue-sync/${config.id}`)
        .set('X-Gitlab-Token', secret)
        .set('Idempotency-Key', `quick-${i}`)
        .send(body)
        .expect(200);
      times.push(performance.now() - begun);
    }
    // What it takes when this machine does nothing else beside it.
    expect(Math.min(...times)).toBeLessThan(100);
  });

  it('keeps the secret out of every answer', async () => {
    const config = await withHook();
    const secret = hooks()[0]?.token ?? '';
    expect(secret).toMatch(/^whsec_/);
    for (const path of ['', `/${config.id}`, `/${config.id}/jobs`]) {
      expect((await lab.app.http.get(`/api/issue-mirrors${path}`)).text).not.toContain(secret);
    }
  });

  it('mends a hook that somebody deleted or that GitLab switched off', async () => {
    const config = await withHook();
    lab.from.hooks.clear();
    const lookNow = async (): Promise<void> => {
      await lab.makeHookStale(config);
      await lab.app.app.get(HookHealth, { strict: false }).look();
    };
    await lookNow();
    const [hook] = await waitFor('the new hook', () => hooks().length === 1 && hooks());
    // What is still under way would be joined by the next look, and end as a fresh one.
    await waitFor('the first look to end', async () => {
      const { body } = await lab.app.http.get('/api/runs?kind=issue-sync.hook');
      return (body as { finished_at: string | null }[]).every(({ finished_at }) => finished_at !== null);
    });
    if (hook) hook.permanentlyDisabled = true;
    await lookNow();
    await waitFor('the hook to work again', () => hooks().length === 1 && hooks()[0]?.permanentlyDisabled === false);
  });
});

describe('issue sync in real time with a GitLab that signs its deliveries', () => {
  it('believes the signature, and leaves nothing behind when the instance is deleted', async () => {
    const door = new FrontDoor();
    await door.open();
    const lab = await IssueSyncLab.start({ PUBLIC_URL: door.url }, { version: '19.1.0-ee' });
    try {
      door.leadTo(lab.app.url);
      await lab.newMirror();
      const config = await lab.configure({ realtime: true });
      await waitFor('the hook', async () => (await lab.config(config.id)).hook_status === 'ok');
      const [hook] = [...lab.from.hooks.values()];
      expect(hook?.signingToken).toMatch(/^whsec_/);
      const issue = lab.a.world.createIssue(lab.from, { title: 'Signed' });
      await waitFor('the copy', () => lab.copyOf(issue.iid));
      const log = await waitFor('GitLab to have its answer', () => (hook?.log.length === 0 ? null : hook?.log));
      expect(log.map(({ responseStatus }) => responseStatus)).toEqual(['200']);
      // With the instance goes the way to it, so the hook has to go first.
      await lab.app.http.delete(`/api/instances/${lab.instances.source}`).expect(200);
      expect(lab.from.hooks.size).toBe(0);
    } finally {
      await lab.stop();
      door.close();
    }
  });
});

describe('issue sync in real time without an address for GitLab', () => {
  it('says what is missing, and keeps polling', async () => {
    const lab = await IssueSyncLab.start();
    try {
      await lab.newMirror();
      const config = await lab.configure({ realtime: true });
      const shown = await waitFor('the remark', async () => {
        const found = await lab.config(config.id);
        return found.hook_status === 'error' && found;
      });
      expect(String(shown.hook_error)).toContain('PUBLIC_URL');
      expect(await lab.sync(config)).toMatchObject({ status: 'success' });
    } finally {
      await lab.stop();
    }
  });
});
