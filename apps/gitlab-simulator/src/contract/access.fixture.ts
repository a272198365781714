import { field, links, num, rows, text } from './client.fixture';
import type { Stage } from './stage.fixture';

export function describeAccess(stage: Stage): void {
  describe('who may', () => {
    it('answers 401 without and with a wrong token', async () => {
      expect(await stage.client.as(null).get('/user')).toMatchObject({
        status: 401,
        body: { message: '401 Unauthorized' },
      });
      expect(await stage.client.as('glpat-wrong').get('/user')).toMatchObject({
        status: 401,
        body: { message: '401 Unauthorized' },
      });
    });

    it('says 404 for a private project to a stranger, as if it did not exist', async () => {
      expect(await stage.client.as(null).get(stage.base)).toMatchObject({
        status: 404,
        body: { message: '404 Project Not Found' },
      });
      expect(await stage.client.get('/projects/999999999999')).toMatchObject({
        status: 404,
        body: { message: '404 Project Not Found' },
      });
    });

    it('tells about the token itself, without its secret', async () => {
      const self = await stage.client.get('/personal_access_tokens/self');
      expect(self).toMatchObject({
        status: 200,
        body: { active: true, revoked: false, scopes: expect.arrayContaining(['api']) as string[] },
      });
      expect(self.text).not.toContain(stage.client.target.token);
    });

    it('finds a project by its number and by its encoded path alike', async () => {
      const path = text(stage.project, 'path_with_namespace');
      const found = await stage.client.get(`/projects/${encodeURIComponent(path)}`);
      expect(found).toMatchObject({
        status: 200,
        body: { id: num(stage.project, 'id'), visibility: 'private', empty_repo: true, archived: false },
      });
      expect(field(found, 'permissions')).toHaveProperty('group_access');
    });

    it('gives a project token the role of a Maintainer, a bot of its own, and its secret only once', async () => {
      const expires = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
      const made = await stage.client.post(`${stage.base}/access_tokens`, {
        name: 'contract',
        scopes: ['read_api'],
        expires_at: expires,
      });
      if (made.status === 400) return; // GitLab.com gives these only to paying groups
      expect(made).toMatchObject({
        status: 201,
        body: { access_level: 40, active: true, expires_at: expires, scopes: ['read_api'] },
      });
      const bot = stage.client.as(text(made, 'token'));
      expect(await bot.get('/user')).toMatchObject({ status: 200, body: { id: num(made, 'user_id'), bot: true } });
      expect(await bot.post(`${stage.base}/issues`, { title: 'x' })).toMatchObject({
        status: 403,
        body: { error: 'insufficient_scope' },
      });
      expect((await stage.client.get(`${stage.base}/access_tokens/${num(made, 'id')}`)).text).not.toContain(
        text(made, 'token'),
      );

      const rotated = await stage.client.post(`${stage.base}/access_tokens/${num(made, 'id')}/rotate`);
      expect(rotated).toMatchObject({ status: 200, body: { user_id: num(made, 'user_id') } });
      expect((await bot.get('/user')).status).toBe(401);
      expect((await stage.client.delete(`${stage.base}/access_tokens/${num(rotated, 'id')}`)).status).toBe(204);
      expect((await stage.client.as(text(rotated, 'token')).get('/user')).status).toBe(401);
    });
  });

  describe('pages', () => {
    beforeAll(async () => {
      for (const name of ['page-a', 'page-b', 'page-c'])
        await stage.client.post(`${stage.base}/labels`, { name, color: '#112233' });
    });

    it('links to the next page and tells the totals', async () => {
      const first = await stage.client.get(`${stage.base}/labels?per_page=2&include_ancestor_groups=false`);
      expect(rows(first)).toHaveLength(2);
      expect(first.headers.get('x-total')).toBe('3');
      expect(first.headers.get('x-total-pages')).toBe('2');
      expect(first.headers.get('x-next-page')).toBe('2');
      const second = await stage.client.get(links(first).next ?? '');
      expect(rows(second)).toHaveLength(1);
      expect(links(second).next).toBeUndefined();
    });

    it('gives at most 100 rows a page', async () => {
      expect((await stage.client.get(`${stage.base}/labels?per_page=500`)).headers.get('x-per-page')).toBe('100');
    });
  });

  describe('labels', () => {
    it('refuses a second label of the same name with 409', async () => {
      expect((await stage.client.post(`${stage.base}/labels`, { name: 'twice', color: '#abcdef' })).status).toBe(201);
      expect((await stage.client.post(`${stage.base}/labels`, { name: 'twice', color: '#abcdef' })).status).toBe(409);
    });

    it('mixes in the labels of the groups above, told apart by is_project_label', async () => {
      const name = `contract-${Date.now()}`;
      const made = await stage.client.post(`/groups/${stage.groupId}/labels`, { name, color: '#445566' });
      try {
        const label = rows(await stage.client.get(`${stage.base}/labels?per_page=100&search=${name}`))[0];
        expect(label).toMatchObject({ name, is_project_label: false });
        const issue = await stage.client.post(`${stage.base}/issues`, { title: 'Group label', labels: name });
        expect(field(issue, 'labels')).toEqual([name]);
        expect(
          rows(await stage.client.get(`${stage.base}/labels?include_ancestor_groups=false&per_page=100`)).map(
            (l) => l.name,
          ),
        ).not.toContain(name);
      } finally {
        await stage.client.delete(`/groups/${stage.groupId}/labels/${num(made, 'id')}`);
      }
    });
  });
}
