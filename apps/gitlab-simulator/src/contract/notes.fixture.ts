import { field, num, rows, text, type Answer } from './client.fixture';
import type { Stage } from './stage.fixture';

export function describeNotes(stage: Stage): void {
  describe('comments', () => {
    let issue: string;

    beforeEach(async () => {
      const made = await stage.client.post(`${stage.base}/issues`, { title: 'Comments' });
      issue = `${stage.base}/issues/${num(made, 'iid')}`;
    });

    const comment = (body: Record<string, unknown>): Promise<Answer> => stage.client.post(`${issue}/notes`, body);

    it('lists the newest first unless asked otherwise', async () => {
      await comment({ body: 'one', created_at: '2021-01-01T00:00:00Z' });
      await comment({ body: 'two', created_at: '2021-01-02T00:00:00Z' });
      expect(rows(await stage.client.get(`${issue}/notes`)).map((note) => note.body)).toEqual(['two', 'one']);
      const ascending = rows(await stage.client.get(`${issue}/notes?sort=asc&order_by=created_at`));
      expect(ascending[0]).toMatchObject({
        body: 'one',
        created_at: '2021-01-01T00:00:00.000Z',
        system: false,
        internal: false,
      });
    });

    it('creates, edits and deletes', async () => {
      const made = await comment({ body: 'first' });
      expect(made).toMatchObject({ status: 201, body: { body: 'first', type: null } });
      const path = `${issue}/notes/${num(made, 'id')}`;
      expect(await stage.client.put(path, { body: 'second' })).toMatchObject({ status: 200, body: { body: 'second' } });
      expect((await stage.client.delete(path)).status).toBe(204);
      expect((await stage.client.get(path)).status).toBe(404);
    });

    it('keeps an internal note internal', async () => {
      const made = await comment({ body: 'secret', internal: true });
      expect(made).toMatchObject({ status: 201, body: { internal: true, confidential: true } });
    });

    it('needs a body', async () => {
      expect((await comment({})).status).toBe(400);
      expect((await comment({ body: '' })).status).toBe(400);
    });

    it('makes no note of a comment that is only a command, but does what it says', async () => {
      const answer = await comment({ body: '/close' });
      expect([202, 400]).toContain(answer.status);
      expect(field(await stage.client.get(issue), 'state')).toBe('closed');
      expect(rows(await stage.client.get(`${issue}/notes`)).filter((note) => note.system !== true)).toEqual([]);
    });

    it('takes the commands out of a comment that says more', async () => {
      expect(await comment({ body: 'Done.\n/close' })).toMatchObject({ status: 201, body: { body: 'Done.' } });
      expect(field(await stage.client.get(issue), 'state')).toBe('closed');
    });

    it('counts comments, not system notes', async () => {
      await comment({ body: 'one' });
      await stage.client.put(issue, { title: 'Renamed' });
      expect(field(await stage.client.get(issue), 'user_notes_count')).toBe(1);
    });

    it('has threads with replies, and turns a comment that is replied to into one', async () => {
      const thread = await stage.client.post(`${issue}/discussions`, { body: 'question' });
      expect(thread).toMatchObject({ status: 201, body: { individual_note: false } });
      const path = `${issue}/discussions/${text(thread, 'id')}`;
      expect(await stage.client.post(`${path}/notes`, { body: 'answer' })).toMatchObject({
        status: 201,
        body: { type: 'DiscussionNote' },
      });
      expect(await stage.client.get(path)).toMatchObject({
        body: { notes: [{ body: 'question' }, { body: 'answer' }] },
      });

      await comment({ body: 'alone' });
      const alone = rows(await stage.client.get(`${issue}/discussions?per_page=100`)).find(
        (one) => one.individual_note === true,
      );
      const reply = await stage.client.post(`${issue}/discussions/${String(alone?.id)}/notes`, {
        body: 'not any more',
      });
      expect(reply.status).toBe(201);
      expect(await stage.client.get(`${issue}/discussions/${String(alone?.id)}`)).toMatchObject({
        body: { individual_note: false },
      });
    });
  });

  describe('uploads', () => {
    it('stores a file, gives ready-made markdown, and hands it out by the API only', async () => {
      const form = new FormData();
      form.append('file', new Blob(['hello']), 'notes file.txt');
      const made = await stage.client.send('POST', `${stage.base}/uploads`, form);
      expect(made.status).toBe(201);
      const url = text(made, 'url');
      expect(url).toMatch(/^\/uploads\/[0-9a-f]{32}\/notes_file\.txt$/);
      expect(text(made, 'markdown')).toBe(`[notes_file.txt](${url})`);
      const [major, minor] = stage.version;
      if (major > 17 || (major === 17 && minor >= 4))
        expect(await stage.client.get(`${stage.base}${url}`)).toMatchObject({ status: 200, text: 'hello' });
      const web = await stage.client.get(`${stage.client.target.url}${text(made, 'full_path')}`);
      expect(web.text).not.toBe('hello');
      expect(web.headers.get('location') ?? '').toMatch(/sign_in/);
    });
  });
}
