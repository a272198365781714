import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator, type Project, type Simulator, type Token } from '..';
import { signature } from './delivery';

describe('webhooks', () => {
  let gitlab: Simulator;
  let project: Project;
  let token: Token;
  let receiver: Server;
  let url: string;
  let status: number;
  const received: { headers: IncomingHttpHeaders; text: string; body: Record<string, unknown> }[] = [];

  beforeEach(async () => {
    received.length = 0;
    status = 200;
    receiver = createServer((req, res) => {
      let text = '';
      req.on('data', (chunk: Buffer) => (text += chunk.toString()));
      req.on('end', () => {
        received.push({ headers: req.headers, text, body: JSON.parse(text) as Record<string, unknown> });
        res.writeHead(status).end();
      });
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    gitlab = await startSimulator({ name: 'hooks', version: '19.0.0' });
    project = await gitlab.world.createProject({ path: 'team/app' });
    token = gitlab.world.createToken();
  });

  afterEach(async () => {
    await gitlab.stop();
    receiver.closeAllConnections();
    await new Promise((done) => receiver.close(done));
  });

  const call = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${gitlab.url}/api/v4/projects/${project.id}${path}`, {
      method,
      headers: { 'PRIVATE-TOKEN': token.token, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, ...((await answer.json()) as object) };
  };

  it('tell about issues, with the secret, a signature and an id against duplicates', async () => {
    const signing = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    await call('POST', '/hooks', {
      url,
      token: 's3cret',
      signing_token: signing,
      issues_events: true,
      push_events: false,
    });
    const issue = gitlab.world.createIssue(project, { title: 'T', description: '![a](/uploads/x/a.png)' });
    gitlab.world.updateIssue(issue, { labels: ['bug'] });
    await gitlab.hooksSettled();
    expect(received.map((one) => (one.body.object_attributes as { action: string }).action)).toEqual([
      'open',
      'update',
    ]);
    const [first] = received;
    expect(first?.headers).toMatchObject({
      'x-gitlab-event': 'Issue Hook',
      'x-gitlab-token': 's3cret',
      'x-gitlab-instance': gitlab.url,
      'user-agent': 'GitLab/19.0.0',
    });
    expect(first?.headers['webhook-id']).toBe(first?.headers['idempotency-key']);
    expect(first?.headers['webhook-signature']).toBe(
      signature(
        signing,
        String(first?.headers['webhook-id']),
        String(first?.headers['webhook-timestamp']),
        first?.text ?? '',
      ),
    );
    expect(first?.body.object_attributes).toMatchObject({
      iid: 1,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/) as string,
      description: `![a](${gitlab.url}/-/project/${project.id}/uploads/x/a.png)`,
    });
  });

  it('have flags of their own for what is confidential', async () => {
    await call('POST', '/hooks', { url, issues_events: true, note_events: true });
    const issue = gitlab.world.createIssue(project, { title: 'Secret', confidential: true });
    gitlab.world.addNote(issue, 'hidden');
    await gitlab.hooksSettled();
    expect(received).toEqual([]);
    await call('POST', '/hooks', { url, confidential_note_events: true });
    gitlab.world.addNote(issue, 'hidden too');
    await gitlab.hooksSettled();
    expect(received).toMatchObject([{ body: { event_type: 'confidential_note' } }]);
  });

  it('tell about a push, but not about one of more than three branches', async () => {
    await call('POST', '/hooks', { url });
    await gitlab.world.commit(project, [{ branch: 'main', message: 'One', files: { a: '1' } }]);
    await gitlab.hooksSettled();
    expect(received).toMatchObject([
      { body: { object_kind: 'push', ref: 'refs/heads/main', total_commits_count: 1, commits: [{ title: 'One' }] } },
    ]);
    received.length = 0;
    await gitlab.world.commit(
      project,
      ['a', 'b', 'c', 'd'].map((branch) => ({ branch, message: branch, files: { [branch]: '1' } })),
    );
    await gitlab.hooksSettled();
    expect(received).toEqual([]);
  });

  it('pause after four failures in a row, and wake with a test that succeeds', async () => {
    const hook = await call('POST', '/hooks', { url, issues_events: true });
    status = 500;
    const issue = gitlab.world.createIssue(project, { title: 'T' });
    for (let i = 0; i < 5; i++) {
      gitlab.world.updateIssue(issue, { title: `T${i}` });
      await gitlab.hooksSettled();
    }
    expect(received).toHaveLength(4);
    expect(await call('GET', `/hooks/${String(hook.id)}`)).toMatchObject({ alert_status: 'temporarily_disabled' });
    status = 200;
    expect(await call('POST', `/hooks/${String(hook.id)}/test/issues_events`)).toEqual({
      status: 201,
      message: '201 Created',
    });
    expect(await call('GET', `/hooks/${String(hook.id)}`)).toMatchObject({
      alert_status: 'executable',
      disabled_until: null,
    });
  });

  it('are sent again on demand with the same id', async () => {
    const hook = await call('POST', '/hooks', { url, issues_events: true });
    gitlab.world.createIssue(project, { title: 'T' });
    await gitlab.hooksSettled();
    const log = await fetch(`${gitlab.url}/api/v4/projects/${project.id}/hooks/${String(hook.id)}/events`, {
      headers: { 'PRIVATE-TOKEN': token.token },
    });
    const [event] = (await log.json()) as { id: number }[];
    await call('POST', `/hooks/${String(hook.id)}/events/${String(event?.id)}/resend`);
    expect(received).toHaveLength(2);
    expect(received[1]?.headers['idempotency-key']).toBe(received[0]?.headers['idempotency-key']);
  });
});
