import { field, links, num, rows, text, type Answer } from './client.fixture';
import type { Stage } from './stage.fixture';

export function describeIssues(stage: Stage): void {
  const create = (body: Record<string, unknown>): Promise<Answer> => stage.client.post(`${stage.base}/issues`, body);
  const one = (issue: Answer): string => `${stage.base}/issues/${num(issue, 'iid')}`;

  describe('issues', () => {
    it('creates an open issue, with labels made as needed', async () => {
      const made = await create({ title: 'First', description: 'Text', labels: 'made-by-use,second' });
      expect(made).toMatchObject({
        status: 201,
        body: {
          state: 'opened',
          title: 'First',
          description: 'Text',
          labels: ['made-by-use', 'second'],
          confidential: false,
          closed_at: null,
        },
      });
      const detailed = await stage.client.get(
        `${stage.base}/issues?iids[]=${num(made, 'iid')}&with_labels_details=true`,
      );
      expect(rows(detailed)[0]?.labels).toEqual([
        expect.objectContaining({ name: 'made-by-use', color: expect.stringMatching(/^#/) as string }),
        expect.objectContaining({ name: 'second' }),
      ]);
    });

    it('refuses no title and a title that is too long', async () => {
      expect((await create({ description: 'no title' })).status).toBe(400);
      const long = await create({ title: 'x'.repeat(256) });
      expect(long.status).toBe(400);
      expect(field(long, 'message')).toHaveProperty('title');
    });

    it('replaces all labels by `labels`, and adds or removes single ones by the other two', async () => {
      const made = await create({ title: 'Labels', labels: 'a,b' });
      expect(field(await stage.client.put(one(made), { add_labels: 'c', remove_labels: 'a' }), 'labels')).toEqual([
        'b',
        'c',
      ]);
      expect(field(await stage.client.put(one(made), { labels: 'd' }), 'labels')).toEqual(['d']);
      expect(field(await stage.client.put(one(made), { labels: '' }), 'labels')).toEqual([]);
    });

    it('closes and reopens by an event', async () => {
      const made = await create({ title: 'Closing' });
      const closed = await stage.client.put(one(made), { state_event: 'close' });
      expect(closed).toMatchObject({ status: 200, body: { state: 'closed', closed_at: expect.any(String) as string } });
      expect(await stage.client.put(one(made), { state_event: 'reopen' })).toMatchObject({
        body: { state: 'opened', closed_at: null },
      });
    });

    it('lets an Owner choose the number and the date, and the date of the last change', async () => {
      const iid = 4000 + Math.floor(Math.random() * 1000);
      const made = await create({ title: 'Back-dated', iid, created_at: '2020-01-02T03:04:05Z' });
      expect(made).toMatchObject({ status: 201, body: { iid, created_at: '2020-01-02T03:04:05.000Z' } });
      expect(await create({ title: 'Again', iid })).toMatchObject({
        status: 409,
        body: { message: 'Duplicated issue' },
      });
      const changed = await stage.client.put(one(made), { state_event: 'close', updated_at: '2020-02-03T04:05:06Z' });
      expect(field(changed, 'updated_at')).toBe('2020-02-03T04:05:06.000Z');
    });

    it('counts the moment itself as "after" in updated_after', async () => {
      const made = await create({ title: 'Inclusive' });
      const at = encodeURIComponent(text(made, 'updated_at'));
      const found = rows(
        await stage.client.get(`${stage.base}/issues?updated_after=${at}&order_by=updated_at&sort=asc&per_page=100`),
      );
      expect(found.map((issue) => issue.iid)).toContain(num(made, 'iid'));
    });

    it('walks the whole list by keyset from 18.3 on, each issue once, with nothing but links', async () => {
      if (stage.version[0] < 18 || (stage.version[0] === 18 && stage.version[1] < 3)) return;
      for (const title of ['k1', 'k2', 'k3']) await create({ title });
      const seen: unknown[] = [];
      let url: string | undefined = `${stage.base}/issues?pagination=keyset&order_by=updated_at&sort=asc&per_page=2`;
      while (url) {
        const page: Answer = await stage.client.get(url);
        expect(page.headers.get('x-total')).toBeNull();
        seen.push(...rows(page).map((issue) => issue.iid));
        url = links(page).next;
      }
      const all = rows(await stage.client.get(`${stage.base}/issues?per_page=100`)).map((issue) => issue.iid);
      expect(new Set(seen)).toEqual(new Set(all));
      expect(seen).toHaveLength(all.length);
    });

    it('has a weight only where the licence has one', async () => {
      const made = await create({ title: 'Weight', weight: 3 });
      if (stage.premium) expect(field(made, 'weight')).toBe(3);
      else expect(made.body).not.toHaveProperty('weight');
    });

    it('deletes an issue for good', async () => {
      const made = await create({ title: 'Gone' });
      expect((await stage.client.delete(one(made))).status).toBe(204);
      expect(await stage.client.get(one(made))).toMatchObject({ status: 404 });
    });

    it('reads a day as 8 hours in time tracking', async () => {
      const made = await create({ title: 'Time' });
      expect(field(await stage.client.post(`${one(made)}/time_estimate?duration=1d`), 'time_estimate')).toBe(28_800);
      expect(await stage.client.post(`${one(made)}/add_spent_time?duration=1h30m`)).toMatchObject({
        status: 201,
        body: { total_time_spent: 5400 },
      });
      expect(field(await stage.client.post(`${one(made)}/reset_spent_time`), 'total_time_spent')).toBe(0);
      expect(await stage.client.get(one(made))).toMatchObject({
        body: { time_stats: { time_estimate: 28_800, total_time_spent: 0 } },
      });
    });

    it('executes quick actions in a description and takes their lines out', async () => {
      const made = await create({ title: 'Actions', description: 'Before\n/title Renamed\nAfter' });
      expect(made).toMatchObject({ status: 201, body: { title: 'Renamed', description: 'Before\nAfter' } });
      const fenced = await create({ title: 'Fenced', description: '```\n/title Wrong\n```' });
      expect(fenced).toMatchObject({ body: { title: 'Fenced', description: '```\n/title Wrong\n```' } });
    });

    it('leaves a note on an issue that another one mentions', async () => {
      const mentioned = await create({ title: 'Mentioned' });
      const by = await create({ title: 'Mentioning', description: `See #${num(mentioned, 'iid')}` });
      const found = await until(async () => {
        const notes = rows(await stage.client.get(`${one(mentioned)}/notes`));
        return notes.find((note) => note.system === true && String(note.body).includes(`#${num(by, 'iid')}`));
      });
      expect(found).toBeDefined();
    });
  });
}

/** A real GitLab does some things in the background: asks again for up to 20 s. */
async function until<T>(probe: () => Promise<T | undefined>): Promise<T | undefined> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await probe();
    if (found !== undefined || Date.now() > deadline) return found;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
