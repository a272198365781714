import { field, num, rows, text } from './client.fixture';
import type { Stage } from './stage.fixture';

export function describeMirrors(stage: Stage): void {
  describe('push mirrors', () => {
    const url = 'https://mirror:secret-token@example.com/group/project.git';

    it('are made disabled, hide their credentials, and can be changed but for their address', async () => {
      const base = `${stage.base}/remote_mirrors`;
      const made = await stage.client.post(base, { url });
      expect(made).toMatchObject({ status: 201, body: { enabled: false, update_status: 'none', last_error: null } });
      expect(text(made, 'url')).toBe('https://*****:*****@example.com/group/project.git');
      const path = `${base}/${num(made, 'id')}`;
      expect(await stage.client.put(path, { keep_divergent_refs: true })).toMatchObject({
        status: 200,
        body: { keep_divergent_refs: true },
      });
      const [major, minor] = stage.version;
      if (major > 16 || minor >= 11) expect((await stage.client.post(`${path}/sync`)).status).toBe(400); // a disabled one has nothing to do
      expect(rows(await stage.client.get(base)).map((mirror) => mirror.id)).toContain(num(made, 'id'));
      expect((await stage.client.delete(path)).status).toBe(204);
      expect((await stage.client.get(path)).status).toBe(404);
    });

    it('refuse an address with a strange scheme', async () => {
      const answer = await stage.client.post(`${stage.base}/remote_mirrors`, { url: 'ftp://example.com/x.git' });
      expect(answer.status).toBe(400);
      expect(field(answer, 'message')).toHaveProperty('url');
    });
  });

  describe('code', () => {
    it('comes by commits through the API, and shows as branches, tags and comparisons', async () => {
      const base = `${stage.base}/repository`;
      const first = await stage.client.post(`${base}/commits`, {
        branch: 'main',
        commit_message: 'First',
        actions: [{ action: 'create', file_path: 'a.txt', content: 'a' }],
      });
      expect(first).toMatchObject({ status: 201, body: { title: 'First' } });
      expect((await stage.client.post(`${base}/branches`, { branch: 'side', ref: 'main' })).status).toBe(201);
      const second = await stage.client.post(`${base}/commits`, {
        branch: 'side',
        commit_message: 'Second',
        actions: [{ action: 'update', file_path: 'a.txt', content: 'b' }],
      });
      expect((await stage.client.post(`${base}/tags`, { tag_name: 'v1', ref: 'side' })).status).toBe(201);
      const branches = rows(await stage.client.get(`${base}/branches`));
      expect(branches.map((branch) => branch.name)).toEqual(['main', 'side']);
      expect(branches[0]).toMatchObject({ default: true, protected: true, commit: { id: text(first, 'id') } });
      expect(rows(await stage.client.get(`${base}/tags`))[0]).toMatchObject({ name: 'v1', target: text(second, 'id') });
      expect(await stage.client.get(`${base}/compare?from=main&to=side`)).toMatchObject({
        body: { commits: [{ title: 'Second' }] },
      });
      const file = await stage.client.get(`${base}/files/a.txt?ref=side`);
      expect(Buffer.from(text(file, 'content'), 'base64').toString()).toBe('b');
    });
  });

  describe('webhooks', () => {
    it('never show their secret, and lose it with a new address', async () => {
      const base = `${stage.base}/hooks`;
      const made = await stage.client.post(base, {
        url: 'https://example.com/hook',
        token: 'very-secret',
        issues_events: true,
      });
      expect(made).toMatchObject({
        status: 201,
        body: { issues_events: true, push_events: true, enable_ssl_verification: true },
      });
      expect(made.text).not.toContain('very-secret');
      expect((await stage.client.put(`${base}/${num(made, 'id')}`, { issues_events: false })).status).toBe(400);
      const changed = await stage.client.put(`${base}/${num(made, 'id')}`, {
        url: 'https://example.com/other',
        note_events: true,
      });
      expect(changed).toMatchObject({ status: 200, body: { note_events: true } });
      expect((await stage.client.delete(`${base}/${num(made, 'id')}`)).status).toBe(204);
    });
  });
}
