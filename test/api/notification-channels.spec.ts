import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FernetKey, SecretBox } from '@app/crypto';
import { Tx } from '@app/database';
import { reEncryptSecrets } from '@features/instances';
import { HttpReceiver } from '../support/http-receiver';
import { MailReceiver } from '../support/mail-receiver';
import { everyRow } from '../support/output-recorder';
import { problemOf } from '../support/problem';
import { startTestApp, type TestApp } from '../support/test-app';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;
const PATH = '/services/T0/B0/very-secret-path';

describe('notification channels', () => {
  let api: TestApp;
  let receiver: HttpReceiver;
  let mail: MailReceiver;
  let names = 0;

  beforeAll(async () => {
    [receiver, mail] = await Promise.all([HttpReceiver.start(), MailReceiver.start('maestro', 'mail-pass-1')]);
    api = await startTestApp({
      SMTP_URL: `smtp://maestro:mail-pass-1@127.0.0.1:${mail.port}`,
      SMTP_FROM: 'Maestro <maestro@example.com>',
      PUBLIC_URL: 'https://maestro.example.com/',
    });
  });
  afterAll(async () => {
    await api.stop();
    await Promise.all([receiver.stop(), mail.stop()]);
  });
  beforeEach(() => receiver.reset());

  const create = async (fields: object): Promise<{ id: number; [field: string]: unknown }> =>
    (
      await api.http
        .post('/api/notifications/channels')
        .send({ name: `channel ${++names}`, ...fields })
        .expect(201)
    ).body;
  const hook = (fields: object = {}) => create({ kind: 'webhook', url: `${receiver.url}${PATH}`, ...fields });
  const test = async (id: number): Promise<{ ok: boolean; detail: string }> =>
    (await api.http.post(`/api/notifications/channels/${id}/test`).expect(200)).body;

  it('say whether mail and links are possible here', async () => {
    await api.http.get('/api/notifications/capabilities').expect(200, { email: true, links: true });
  });

  it('show the host of an address, and nothing else of it', async () => {
    const channel = await hook({ secret: SECRET });
    expect(channel).toMatchObject({
      kind: 'webhook',
      enabled: true,
      settings: { url_host: receiver.host, has_secret: true },
      last_delivery_at: null,
      last_delivery_status: null,
    });
    const answers = [channel, (await api.http.get('/api/notifications/channels').expect(200)).body];
    expect(JSON.stringify(answers)).not.toMatch(/very-secret-path|whsec_/);
    const rows = await everyRow(api.settings.get('DATABASE_URL') ?? '');
    expect(rows.filter(({ text }) => text.includes('very-secret-path') || text.includes(SECRET))).toEqual([]);
  });

  it('change in part, and keep their secrets', async () => {
    const { id } = await hook({ secret: SECRET });
    const changed = await api.http.put(`/api/notifications/channels/${id}`).send({ enabled: false }).expect(200);
    expect(changed.body).toMatchObject({ enabled: false, settings: { url_host: receiver.host, has_secret: true } });
    const open = await api.http.put(`/api/notifications/channels/${id}`).send({ secret: null }).expect(200);
    expect(open.body.settings).toEqual({ url_host: receiver.host, has_secret: false });
    const moved = await api.http
      .put(`/api/notifications/channels/${id}`)
      .send({ url: 'https://elsewhere.example.com/x' })
      .expect(200);
    expect(moved.body.settings.url_host).toBe('elsewhere.example.com');
  });

  it.each([
    [{ kind: 'webhook' }, ['url']],
    [{ kind: 'webhook', url: 'ftp://example.com' }, ['url']],
    [{ kind: 'webhook', url: 'no address' }, ['url']],
    [{ kind: 'webhook', url: 'https://example.com', settings: { to: ['a@example.com'] } }, ['settings']],
    [{ kind: 'slack', url: 'https://example.com', secret: 'a-long-enough-secret' }, ['secret']],
    [{ kind: 'webhook', url: 'https://example.com', secret: 'short' }, ['secret']],
    [{ kind: 'email' }, ['settings.to']],
    [{ kind: 'email', settings: { to: [] } }, ['settings.to']],
    [{ kind: 'email', settings: { to: ['nobody'] } }, ['settings.to']],
    [{ kind: 'email', settings: { to: ['a@example.com'] }, url: 'https://example.com' }, ['url']],
    [{ kind: 'pager', url: 'https://example.com' }, ['kind']],
    [{ kind: 'webhook', url: 'https://example.com', name: '' }, ['name']],
    [{ kind: 'webhook', url: 'https://example.com', colour: 'red' }, ['colour']],
  ])('refuse %j', async (fields, wrong) => {
    const answer = await api.http.post('/api/notifications/channels').send({ name: 'bad', ...fields });
    expect(problemOf(answer)).toEqual([422, wrong]);
  });

  it('have names of their own', async () => {
    const { name } = await hook();
    const answer = await api.http
      .post('/api/notifications/channels')
      .send({ name, kind: 'slack', url: receiver.url })
      .expect(409);
    expect(answer.body.code).toBe('channel_name_taken');
  });

  it('are not deleted while a rule tells something there', async () => {
    const { id } = await hook();
    const rule = await api.http
      .post('/api/notifications/rules')
      .send({ name: 'Needs it', event: 'mirror_failed', channel_ids: [id], enabled: false })
      .expect(201);
    const refused = await api.http.delete(`/api/notifications/channels/${id}`).expect(409);
    expect(refused.body.detail).toContain('Needs it');
    await api.http.delete(`/api/notifications/rules/${rule.body.id}`).expect(200, { status: 'deleted' });
    await api.http.delete(`/api/notifications/channels/${id}`).expect(200, { status: 'deleted' });
    await api.http.get(`/api/notifications/channels/${id}`).expect(404);
  });

  describe('test themselves', () => {
    it('with a signed webhook, as Standard Webhooks wants it', async () => {
      const { id } = await hook({ secret: SECRET });
      expect(await test(id)).toEqual({ ok: true, detail: `${receiver.host} took the message (HTTP 200).` });
      const [request] = receiver.requests;
      expect(request?.path).toBe(PATH);
      expect(request?.body).toMatchObject({ type: 'test', data: { title: 'Test message', rule: null } });
      const delivery = String(request?.headers['webhook-id']);
      const timestamp = String(request?.headers['webhook-timestamp']);
      expect(request?.body).toMatchObject({ data: { delivery_id: delivery } });
      expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60);
      const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
      const digest = createHmac('sha256', key).update(`${delivery}.${timestamp}.${request?.text}`).digest('base64');
      expect(request?.headers['webhook-signature']).toBe(`v1,${digest}`);
      const shown = await api.http.get(`/api/notifications/channels/${id}`).expect(200);
      expect(shown.body.last_delivery_status).toBe('sent');
    });

    it.each([
      ['slack', 'text'],
      ['mattermost', 'text'],
      ['teams', 'attachments'],
    ])('with the body that %s understands', async (kind, field) => {
      const { id } = await create({ kind, url: receiver.url });
      expect(await test(id)).toMatchObject({ ok: true });
      expect(receiver.requests[0]?.body).toHaveProperty(field);
      expect(receiver.requests[0]?.headers).not.toHaveProperty('webhook-signature');
    });

    it('by mail, as text and as HTML', async () => {
      const { id } = await create({ kind: 'email', settings: { to: ['ops@example.com', 'boss@example.com'] } });
      expect(await test(id)).toEqual({ ok: true, detail: `127.0.0.1:${mail.port} took the mail.` });
      const sent = mail.mails.at(-1);
      expect(sent).toMatchObject({ from: 'maestro@example.com', to: ['ops@example.com', 'boss@example.com'] });
      expect(sent?.text).toContain('Subject: [Mirror Maestro] Test message');
      expect(sent?.text).toContain('Auto-Submitted: auto-generated');
      expect(sent?.text).toMatch(/text\/plain[^]*text\/html/);
    });

    it('and tell who of several the mail server refused', async () => {
      mail.refuses.set('gone@example.com', 550);
      const { id } = await create({ kind: 'email', settings: { to: ['ops@example.com', 'gone@example.com'] } });
      expect(await test(id)).toMatchObject({ ok: false, detail: expect.stringContaining('not for gone@example.com') });
    });

    it.each([
      ['an error, with its reason', { status: 404, text: 'no_service' }, 'answered HTTP 404: no_service.'],
      ['a redirect, which is not followed', { status: 302, headers: { Location: '/other' } }, 'sent us elsewhere'],
      ['an answer without end', { status: 500, text: 'x'.repeat(5_000_000) }, 'answered HTTP 500: xxx'],
    ])('and tell of %s', async (_name, reply, expected) => {
      receiver.replies = [reply];
      const { id } = await hook();
      const { ok, detail } = await test(id);
      expect([ok, detail]).toEqual([false, expect.stringContaining(expected)]);
      expect(detail.length).toBeLessThan(400);
      expect(receiver.requests).toHaveLength(1);
      const log = await api.http.get(`/api/notifications/deliveries?channel_id=${id}`).expect(200);
      expect(log.body).toMatchObject([{ status: 'failed', rule_id: null, attempts: 1, error: detail }]);
    });

    it('and tell that nobody is there', async () => {
      const { id } = await create({ kind: 'slack', url: 'http://127.0.0.1:9/hook' });
      const { ok, detail } = await test(id);
      expect([ok, detail]).toEqual([false, expect.stringContaining('connection refused')]);
      expect(detail).not.toContain('/hook');
    });
  });

  it('are for administrators', async () => {
    await api.http
      .post('/api/users')
      .send({ username: 'olga', password: 'operator-pass-1', role: 'operator' })
      .expect(201);
    const asOperator = api.anonymous.post('/api/notifications/channels').auth('olga', 'operator-pass-1');
    expect((await asOperator.send({ name: 'x', kind: 'slack', url: receiver.url })).status).toBe(403);
    const list = await api.anonymous.get('/api/notifications/channels').auth('olga', 'operator-pass-1');
    expect(list.status).toBe(200);
  });

  it('keep their secrets when the key changes', async () => {
    const { id } = await hook({ secret: SECRET });
    const [oldKey, newKey] = [
      readFileSync(join(api.settings.get('DATA_DIR'), 'encryption.key'), 'utf8').trim(),
      FernetKey.generate(),
    ];
    const tx = api.app.get(Tx);
    const { unreadable } = await reEncryptSecrets(tx, new SecretBox([newKey, oldKey]));
    expect(unreadable).toEqual([]);
    const [row] = await tx.query<{ url: string; secret: string }>(
      'select url_encrypted as url, secret_encrypted as secret from notification_channels where id = $1',
      [id],
    );
    const box = new SecretBox([newKey]);
    expect([box.open(row?.url ?? ''), box.open(row?.secret ?? '')]).toEqual([`${receiver.url}${PATH}`, SECRET]);
    // The running server has only the old key: it says so, and does not crash.
    expect(await test(id)).toEqual({ ok: false, detail: expect.stringContaining('cannot be decrypted') });
    await reEncryptSecrets(tx, new SecretBox([oldKey, newKey]));
    expect(await test(id)).toMatchObject({ ok: true });
  });

  it('stand in the audit trail without their secrets', async () => {
    const { id, name } = await hook({ secret: SECRET });
    await api.http
      .put(`/api/notifications/channels/${id}`)
      .send({ url: `${receiver.url}/new-path` })
      .expect(200);
    const { body } = await api.http
      .get(`/api/audit?entity_type=notification_channel&entity_id=${id}&sort=at`)
      .expect(200);
    expect(body.map(({ actor, entity_name }: Record<string, string>) => [actor, entity_name])).toEqual([
      ['admin', name],
      ['admin', name],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/new-path|very-secret-path|whsec_/);
  });
});

describe('notification channels where little is allowed', () => {
  let api: TestApp;

  beforeAll(async () => {
    api = await startTestApp({ ALLOW_PRIVATE_INSTANCES: 'false' });
  });
  afterAll(() => api.stop());

  it('are not for mail without a mail server', async () => {
    await api.http.get('/api/notifications/capabilities').expect(200, { email: false, links: false });
    const answer = await api.http
      .post('/api/notifications/channels')
      .send({ name: 'Mail', kind: 'email', settings: { to: ['ops@example.com'] } })
      .expect(400);
    expect(answer.body.detail).toContain('SMTP_URL');
  });

  it.each(['http://127.0.0.1:9/x', 'http://localhost:9/x', 'http://[::1]:9/x'])('never post to %s', async (url) => {
    const channel = await api.http
      .post('/api/notifications/channels')
      .send({ name: url, kind: 'webhook', url })
      .expect(201);
    const { body } = await api.http.post(`/api/notifications/channels/${channel.body.id}/test`).expect(200);
    expect(body).toEqual({ ok: false, detail: expect.stringContaining('is a private address') });
  });
});
