import { startSimulator, type Issue, type Project, type Simulator, type Tier, type Token, type User } from '..';

/** The quirks and rights of issues that only a server with several users, tiers and versions shows. */
describe('issues as GitLab keeps them', () => {
  let gitlab: Simulator;
  let project: Project;
  let alice: User;
  let token: Token;

  async function start(tier: Tier = 'premium', version = '18.5.0-ee'): Promise<void> {
    gitlab = await startSimulator({ name: 'behaviour', tier, version });
    alice = gitlab.world.createUser({ username: 'alice' });
    project = await gitlab.world.createProject({ path: 'team/app', members: [[alice, 'maintainer']] });
    token = gitlab.world.createToken({ user: alice });
  }

  afterEach(() => gitlab.stop());

  const call = async (
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(`${gitlab.url}/api/v4${path}`, {
      method,
      headers: { 'PRIVATE-TOKEN': token.token, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  };
  const issuePath = (issue: Issue): string => `/projects/${project.id}/issues/${issue.iid}`;

  /** Makes an issue that was last changed long ago, so that every later change shows. */
  const old = (): Issue =>
    gitlab.world.createIssue(project, { title: 'Old', createdAt: Date.parse('2020-01-01T00:00:00Z') });

  describe('what moves updated_at', () => {
    beforeEach(() => start());

    it('not the first comment, but the second', async () => {
      const issue = old();
      const before = issue.updatedAt;
      await call('POST', `${issuePath(issue)}/notes`, { body: 'one' });
      expect(issue.updatedAt).toBe(before);
      await call('POST', `${issuePath(issue)}/notes`, { body: 'two' });
      expect(issue.updatedAt).toBeGreaterThan(before);
    });

    it('not the edit or the deletion of a comment', () => {
      const issue = old();
      const note = gitlab.world.addNote(issue, 'one');
      const before = issue.updatedAt;
      gitlab.world.editNote(issue, note, 'changed');
      gitlab.world.deleteNote(issue, note);
      expect(issue.updatedAt).toBe(before);
      expect(issue.userNotesCount).toBe(0);
    });

    it('being mentioned elsewhere, in a text that is no code', () => {
      const issue = old();
      const before = issue.updatedAt;
      gitlab.world.createIssue(project, { title: 'In code', description: 'see `#1` and\n\n```\n#1\n```\n' });
      gitlab.world.createIssue(project, { title: 'Escaped', description: 'see \\#1 <!-- #1 -->' });
      expect(issue.updatedAt).toBe(before);
      gitlab.world.createIssue(project, { title: 'Open', description: 'see #1' });
      expect(issue.updatedAt).toBeGreaterThan(before);
      expect(issue.notes.map((note) => note.body)).toEqual(['mentioned in issue #4']);
    });

    it('labels, time and everything else that is changed', () => {
      const issue = old();
      let before = issue.updatedAt;
      for (const change of [{ labels: ['x'] }, { timeSpent: 60 }, { title: 'New' }, { confidential: true }]) {
        gitlab.world.updateIssue(issue, change);
        expect(issue.updatedAt).toBeGreaterThanOrEqual(before);
        before = issue.updatedAt;
      }
      expect(before).toBeGreaterThan(Date.parse('2021-01-01T00:00:00Z'));
    });
  });

  it('mails those who are mentioned, but not for code or a broken up name', async () => {
    await start();
    const issue = gitlab.world.createIssue(project, { title: 'T', description: '`@alice` @\u2060alice mail@alice' });
    expect(gitlab.world.mentions).toEqual([]);
    gitlab.world.addNote(issue, 'hello @alice');
    expect(gitlab.world.mentions).toMatchObject([{ user: alice }]);
  });

  it('ignores a number and a date from somebody who is no Owner', async () => {
    await start();
    const made = await call('POST', `/projects/${project.id}/issues`, {
      title: 'T',
      iid: 77,
      created_at: '2020-01-01T00:00:00Z',
    });
    expect(made).toMatchObject({ status: 201, body: { iid: 1 } });
    expect(made.body.created_at).not.toMatch(/^2020/);
  });

  it('hides confidential issues and internal notes from a Guest', async () => {
    await start();
    const secret = gitlab.world.createIssue(project, { title: 'Secret', confidential: true });
    const open = gitlab.world.createIssue(project, { title: 'Open' });
    gitlab.world.addNote(open, { body: 'internal', internal: true });
    const guest = gitlab.world.createUser({ username: 'guest' });
    gitlab.world.addMembers(project, [[guest, 'guest']]);
    token = gitlab.world.createToken({ user: guest });
    expect((await call('GET', issuePath(secret))).status).toBe(404);
    expect(await call('GET', `/projects/${project.id}/issues`)).toMatchObject({ body: [{ title: 'Open' }] });
    expect((await call('GET', `${issuePath(open)}/notes`)).body).toEqual([]);
  });

  it('refuses writes into an archived project and one without issues', async () => {
    await start();
    const issue = old();
    project.issuesAccess = 'disabled';
    expect(await call('POST', `/projects/${project.id}/issues`, { title: 'T' })).toEqual({
      status: 403,
      body: { message: '403 Forbidden' },
    });
    project.issuesAccess = 'enabled';
    project.archived = true;
    expect((await call('POST', `/projects/${project.id}/issues`, { title: 'T' })).status).toBe(403);
    expect((await call('PUT', issuePath(issue), { title: 'T' })).status).toBe(403);
    expect((await call('GET', issuePath(issue))).status).toBe(200);
  });

  it('keeps one label of a scope on Premium, and both on Free', async () => {
    await start('premium');
    const body = { title: 'T', labels: 'a::1,a::2,b::1' };
    expect(await call('POST', `/projects/${project.id}/issues`, body)).toMatchObject({
      body: { labels: ['a::2', 'b::1'] },
    });
    await gitlab.stop();
    await start('free');
    expect(await call('POST', `/projects/${project.id}/issues`, body)).toMatchObject({
      body: { labels: ['a::1', 'a::2', 'b::1'] },
    });
  });

  it('has one assignee on Free, and neither weight nor epic', async () => {
    await start('free');
    const bob = gitlab.world.createUser({ username: 'bob' });
    gitlab.world.addMembers(project, [[bob, 'developer']]);
    const body = { title: 'T', assignee_ids: [alice.id, bob.id] };
    const made = await call('POST', `/projects/${project.id}/issues`, body);
    expect(made.body.assignees).toMatchObject([{ username: 'alice' }]);
    expect(Object.keys(made.body)).not.toEqual(expect.arrayContaining(['weight']));
    expect((await call('POST', `/projects/${project.id}/issues`, { ...body, weight: 3 })).status).toBe(400);
  });

  it('refuses NUL and half characters, and counts characters rather than UTF-16 units', async () => {
    await start();
    expect((await call('POST', `/projects/${project.id}/issues`, { title: 'a\0b' })).status).toBe(400);
    expect((await call('POST', `/projects/${project.id}/issues`, { title: 'a\uD800b' })).status).toBe(400);
    expect((await call('POST', `/projects/${project.id}/issues`, { title: '😀'.repeat(255) })).status).toBe(201);
  });

  it('takes at most so many comments', async () => {
    await start();
    gitlab.settings.maxNotesPerIssue = 1;
    const issue = old();
    expect((await call('POST', `${issuePath(issue)}/notes`, { body: 'one' })).status).toBe(201);
    expect((await call('POST', `${issuePath(issue)}/notes`, { body: 'two' })).status).toBe(400);
  });

  it('leaves a closed pointer behind when an issue moves', async () => {
    await start();
    const to = await gitlab.world.createProject({ path: 'team/other', members: [[alice, 'maintainer']] });
    const issue = old();
    const moved = await call('POST', `${issuePath(issue)}/move`, { to_project_id: to.id });
    expect(moved).toMatchObject({ status: 201, body: { project_id: to.id, iid: 1 } });
    expect((await call('GET', issuePath(issue))).body).toMatchObject({ state: 'closed', moved_to_id: moved.body.id });
  });

  it('pages by keyset over edits in the middle without losing or repeating what was not edited', async () => {
    await start();
    for (let i = 1; i <= 10; i++)
      gitlab.world.createIssue(project, { title: String(i), createdAt: Date.UTC(2020, 0, i) });
    const seen: unknown[] = [];
    let url: string | null =
      `${gitlab.url}/api/v4/projects/${project.id}/issues?pagination=keyset&order_by=updated_at&sort=asc&per_page=3`;
    let first = true;
    while (url) {
      const page: Response = await fetch(url, { headers: { 'PRIVATE-TOKEN': token.token } });
      seen.push(...((await page.json()) as { iid: number }[]).map((issue) => issue.iid));
      url = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1] ?? null;
      if (first) gitlab.world.updateIssue(gitlab.world.issue(project, 2), { title: 'edited' });
      first = false;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 2]);
  });

  it('snapshots a project so that two equal ones look equal', async () => {
    await start();
    const fill = async (path: string): Promise<Project> => {
      const made = await gitlab.world.createProject({ path });
      const upload = await gitlab.world.addUpload(made, { filename: 'a.txt', content: 'same' });
      const createdAt = Date.parse('2020-01-01T00:00:00Z');
      const issue = gitlab.world.createIssue(made, {
        title: 'T',
        labels: ['x'],
        description: `/uploads/${upload.secret}/a.txt`,
        createdAt,
      });
      const note = gitlab.world.addNote(issue, { body: 'one', createdAt });
      gitlab.world.addNote(issue, { body: 'two', createdAt, discussionId: note.discussionId });
      return made;
    };
    const [one, two] = [await fill('team/one'), await fill('team/two')];
    expect(await gitlab.world.snapshot(one)).toEqual(await gitlab.world.snapshot(two));
    gitlab.world.addNote(gitlab.world.issue(two, 1), 'three');
    expect(await gitlab.world.snapshot(one)).not.toEqual(await gitlab.world.snapshot(two));
  });

  it('leaves totals out above 10,000 rows', async () => {
    await start();
    gitlab.settings.maxCountedRows = 3;
    for (let i = 0; i < 4; i++) gitlab.world.createIssue(project, { title: String(i) });
    const answer = await fetch(`${gitlab.url}/api/v4/projects/${project.id}/issues?per_page=2`, {
      headers: { 'PRIVATE-TOKEN': token.token },
    });
    expect(answer.headers.get('x-total')).toBeNull();
    expect(answer.headers.get('x-next-page')).toBe('2');
    expect(answer.headers.get('link')).not.toContain('rel="last"');
  });

  it('refuses an attachment that is too large, and keeps nothing of it', async () => {
    await start();
    gitlab.settings.maxAttachmentBytes = 10;
    const form = new FormData();
    form.append('file', new Blob(['x'.repeat(11)]), 'large.txt');
    const answer = await fetch(`${gitlab.url}/api/v4/projects/${project.id}/uploads`, {
      method: 'POST',
      headers: { 'PRIVATE-TOKEN': token.token },
      body: form,
    });
    expect(answer.status).toBe(413);
    expect(project.uploads.size).toBe(0);
  });

  it('answers 401, not 403, to a Developer who asks for the mirrors', async () => {
    await start();
    gitlab.world.addMembers(project, [[alice, 'developer']]);
    expect((await call('GET', `/projects/${project.id}/remote_mirrors`)).status).toBe(401);
  });
});
