import { ForeignError } from '@app/common';
import { type FactsRequest, readFacts } from '../../libs/features/issue-sync/gitlab/read-facts';
import { GitlabSourceReader } from '../../libs/features/issue-sync/gitlab/source-reader';
import { GitlabTargetWriter } from '../../libs/features/issue-sync/gitlab/target-writer';
import { type Project, type Simulator, startSimulator, type User } from '../../apps/gitlab-simulator/src';
import { clientOf } from '../support/client-of';

const signal = new AbortController().signal;

describe('issue sync on GitLab', () => {
  let source: Simulator;
  let target: Simulator;
  let from: Project;
  let to: Project;

  beforeAll(async () => {
    source = await startSimulator({ name: 'a', tier: 'premium' });
    target = await startSimulator({ name: 'b' });
  });

  afterAll(async () => {
    await source.stop();
    await target.stop();
  });

  let run = 0;
  beforeEach(async () => {
    run += 1;
    from = await source.world.createProject({ path: `group/app${run}` });
    to = await target.world.createProject({ path: `copies/app${run}` });
    source.requests.reset();
    target.requests.reset();
    source.faults.clear();
    target.faults.clear();
  });

  describe('source reader', () => {
    const reader = (keyset = true): GitlabSourceReader => new GitlabSourceReader(clientOf(source), from.id, keyset);

    it('pages by keyset where the server offers it, and by number elsewhere', async () => {
      for (let i = 0; i < 5; i++) source.world.createIssue(from, { title: `issue ${i}` });
      const query = { orderBy: 'updated_at', direction: 'asc', state: 'all', perPage: 3, page: 1 } as const;
      const first = await reader().listIssues(query, signal);
      expect(first.issues.map(({ iid }) => iid)).toEqual([1, 2, 3]);
      expect(first.hasMore).toBe(true);
      const second = await reader().listIssues({ ...query, next: first.next ?? '' }, signal);
      expect(second).toMatchObject({ next: null, hasMore: false, issues: [{ iid: 4 }, { iid: 5 }] });

      const numbered = await reader(false).listIssues({ ...query, page: 2 }, signal);
      expect(numbered).toMatchObject({ next: null, hasMore: false, issues: [{ iid: 4 }, { iid: 5 }] });
    });

    it('reads everything that is synced', async () => {
      const author = source.world.createUser({ username: 'alice', name: 'Alice Smith' });
      source.world.addMembers(from, [[author, 'developer']]);
      source.world.createIssue(from, {
        title: 'Login fails',
        description: 'with *text*',
        by: author,
        assignees: [author],
        labels: ['bug'],
        weight: 3,
        confidential: true,
        dueDate: '2026-05-01',
        milestone: source.world.createMilestone({ project: from }, { title: 'v1.0' }),
        epic: source.world.createEpic(from.namespace, { title: 'Big Feature', iid: 42 }),
        iteration: source.world.createIteration(from.namespace, { startDate: '2026-01-01', dueDate: '2026-01-14' }),
      });
      const [issue] = await reader().getIssues([1], signal);
      expect(issue).toMatchObject({
        iid: 1,
        title: 'Login fails',
        description: 'with *text*',
        state: 'opened',
        labels: ['bug'],
        author: { username: 'alice', name: 'Alice Smith' },
        assignees: [{ username: 'alice' }],
        weight: 3,
        confidential: true,
        dueDate: '2026-05-01',
        milestone: { title: 'v1.0' },
        epic: { iid: 42, title: 'Big Feature' },
        iteration: { title: '2026-01-01 - 2026-01-14' },
        webUrl: `${source.url}/group/app${run}/-/issues/1`,
        movedToId: null,
      });
    });

    it('tells a deleted issue from one that it may not see', async () => {
      const issue = source.world.createIssue(from, { title: 'soon gone' });
      expect(await reader().probeIssue(1, signal)).toBe('present');
      source.world.deleteIssue(issue);
      expect(await reader().probeIssue(1, signal)).toBe('gone');
      const stranger = new GitlabSourceReader(
        clientOf(source, source.world.createUser({ username: `stranger${run}` })),
        from.id,
        true,
      );
      expect(await stranger.probeIssue(1, signal)).toBe('unknown');
    });

    it('takes nothing for deleted while issues are turned off', async () => {
      const issue = source.world.createIssue(from, { title: 'hidden with all others' });
      const { id } = source.world.addNote(issue, 'hello');
      from.issuesAccess = 'disabled';
      expect(await reader().probeIssue(issue.iid, signal)).toBe('unknown');
      expect(await reader().probeNote(issue.iid, id, false, signal)).toBe('unknown');
    });

    it('does not take for deleted what is hidden from a role that has become weaker', async () => {
      from.visibility = 'public';
      const secret = source.world.createIssue(from, { title: 'secret', confidential: true });
      const open = source.world.createIssue(from, { title: 'open' });
      const internal = source.world.addNote(open, { body: 'hidden', internal: true });
      const deleted = source.world.addNote(open, 'soon gone');
      source.world.deleteNote(open, deleted);
      const user = source.world.createUser({ username: `guest${run}` });
      source.world.addMembers(from, [[user, 'guest']]);
      const guest = new GitlabSourceReader(clientOf(source, user), from.id, true);
      expect(await guest.probeIssue(secret.iid, signal)).toBe('unknown');
      expect(await guest.probeNote(open.iid, internal.id, true, signal)).toBe('unknown');
      expect(await guest.probeNote(open.iid, deleted.id, false, signal)).toBe('gone');
      source.world.addMembers(from, [[user, 'planner']]);
      expect(await guest.probeIssue(99, signal)).toBe('gone');
    });

    it('finds the newest comment of people, whatever the system wrote after it', async () => {
      const issue = source.world.createIssue(from, { title: 'talk' });
      expect(await reader().newestNoteUpdate(1, signal)).toBeNull();
      const note = source.world.addNote(issue, 'hello');
      source.world.updateIssue(issue, { title: 'talks' });
      expect(await reader().newestNoteUpdate(1, signal)).toBe(new Date(note.updatedAt).toISOString());
      const [discussion] = await reader().listDiscussions(1, signal);
      expect(discussion).toMatchObject({
        individualNote: true,
        notes: [{ body: 'hello', system: false, internal: false }],
      });
    });
  });

  describe('target writer', () => {
    const writer = (userId: number | null = null, known: number[] = []): GitlabTargetWriter =>
      new GitlabTargetWriter(clientOf(target), to.id, { userId, areKnown: () => Promise.resolve(new Set(known)) });

    it('creates with date and number as an Owner may, changes, and reads back', async () => {
      const created = await writer().createIssue(
        {
          title: 'copy',
          description: 'text',
          labels: ['a', 'b'],
          confidential: true,
          createdAt: '2025-01-02T03:04:05.678Z',
          iid: 77,
          dueDate: '2026-01-01',
        },
        signal,
      );
      expect(created).toMatchObject({
        iid: 77,
        createdAt: '2025-01-02T03:04:05.678Z',
        labels: ['a', 'b'],
        confidential: true,
      });
      const changed = await writer().updateIssue(
        77,
        {
          stateEvent: 'close',
          addLabels: ['c'],
          removeLabels: ['a'],
          dueDate: null,
          updatedAt: '2025-02-02T00:00:00.000Z',
          assigneeIds: [],
        },
        signal,
      );
      expect(changed).toMatchObject({
        state: 'closed',
        labels: ['b', 'c'],
        dueDate: null,
        updatedAt: '2025-02-02T00:00:00.000Z',
        assigneeIds: [],
      });
      expect(await writer().getIssue(77, signal)).toEqual(changed);
      expect(await writer().getIssue(78, signal)).toBeNull();
      await writer().deleteIssue(77, signal);
      await writer().deleteIssue(77, signal);
      expect(await writer().getIssues([77], signal)).toEqual([]);
    });

    it('does not take a copy for deleted while issues are turned off', async () => {
      const copy = target.world.createIssue(to, { title: 'hidden with all others' });
      to.issuesAccess = 'disabled';
      await expect(writer().getIssue(copy.iid, signal)).rejects.toMatchObject({ kind: 'not_found' });
    });

    it('does not take a copy for deleted that its role may not see', async () => {
      to.visibility = 'public';
      const copy = target.world.createIssue(to, { title: 'secret', confidential: true });
      const user = target.world.createUser({ username: `guest${run}` });
      const uploads = { userId: null, areKnown: () => Promise.resolve(new Set<number>()) };
      const guest = new GitlabTargetWriter(clientOf(target, user), to.id, uploads);
      await expect(guest.getIssue(copy.iid, signal)).rejects.toMatchObject({ kind: 'not_found' });
      target.world.addMembers(to, [[user, 'reporter']]);
      expect(await guest.getIssue(copy.iid, signal)).toMatchObject({ title: 'secret' });
      expect(await guest.getIssue(99, signal)).toBeNull();
    });

    it('refuses a number that is taken as a validation error', async () => {
      const draft = { title: 'copy', description: '', labels: [], confidential: false, iid: 5 };
      await writer().createIssue(draft, signal);
      await expect(writer().createIssue(draft, signal)).rejects.toMatchObject({ kind: 'validation' });
    });

    it('replaces an assignee by nobody', async () => {
      const user = target.world.createUser({ username: `bob${run}` });
      target.world.addMembers(to, [[user, 'developer']]);
      target.world.createIssue(to, { title: 'x', assignees: [user] });
      expect((await writer().updateIssue(1, { assigneeIds: [] }, signal)).assigneeIds).toEqual([]);
    });

    it('writes comments alone, as threads, as answers, and internal ones', async () => {
      target.world.createIssue(to, { title: 'x' });
      const at = '2025-01-02T03:04:05.000Z';
      const alone = await writer().createNote(
        1,
        { body: 'alone', internal: true, createdAt: at, place: { kind: 'alone' } },
        signal,
      );
      expect(alone).toMatchObject({ body: 'alone', internal: true, createdAt: at, discussionId: null });
      const thread = await writer().createNote(
        1,
        { body: 'thread', internal: false, place: { kind: 'thread' } },
        signal,
      );
      const discussionId = thread.discussionId ?? '';
      await writer().createNote(1, { body: 'answer', internal: false, place: { kind: 'reply', discussionId } }, signal);
      await writer().updateNote(1, thread.id, 'edited', signal);
      const notes = (await writer().listNotes(1, signal)).filter(({ system }) => !system);
      expect(notes.map(({ body, discussionId: of }) => [body, of === discussionId])).toEqual([
        ['alone', false],
        ['edited', true],
        ['answer', true],
      ]);
      await writer().deleteNote(1, thread.id, signal);
      await writer().deleteNote(1, thread.id, signal);
      expect((await writer().listNotes(1, signal)).some(({ id }) => id === thread.id)).toBe(false);
    });

    it('sets, adds and clears time', async () => {
      target.world.createIssue(to, { title: 'x' });
      await writer().setTimeEstimate(1, 150, signal);
      await writer().addTimeSpent(1, 61, signal);
      expect(await writer().getIssue(1, signal)).toMatchObject({ timeEstimate: 9000, timeSpent: 3660 });
      await writer().setTimeEstimate(1, 0, signal);
      await writer().resetTimeSpent(1, signal);
      expect(await writer().getIssue(1, signal)).toMatchObject({ timeEstimate: 0, timeSpent: 0 });
    });

    it('takes a label that exists already as made', async () => {
      const label = { name: 'bug', color: '#ff0000', description: 'It is broken' };
      await writer().createLabel(label, signal);
      await writer().createLabel(label, signal);
      expect(await writer().listLabels(signal)).toEqual([label]);
    });

    it('lists copies by their label, oldest change first', async () => {
      target.world.createIssue(to, { title: 'mine', labels: ['Mirrored-From::instance-1'] });
      target.world.createIssue(to, { title: 'other' });
      const query = { label: 'Mirrored-From::instance-1', direction: 'asc', perPage: 100, page: 1 } as const;
      expect(await writer().listIssues(query, signal)).toMatchObject({ hasMore: false, issues: [{ title: 'mine' }] });
    });

    it('removes the orphan of a lost upload, and nothing else', async () => {
      const { root } = target.world;
      const lost = {
        key: 's/a.txt',
        filename: 'a.txt',
        url: null,
        targetUploadId: null,
        sha256: null,
        sizeBytes: null,
      };
      const startedAt = new Date().toISOString();
      const known = await target.world.addUpload(to, { filename: 'a.txt', content: 'one' });
      const orphan = await target.world.addUpload(to, { filename: 'a.txt', content: 'two' });
      const other = await target.world.addUpload(to, { filename: 'b.txt', content: 'three' });
      await writer(root.id, [known.id]).discardLostUpload({ ...lost, startedAt }, signal);
      expect([...to.uploads.keys()].toSorted((a, b) => a.localeCompare(b))).toEqual(
        [known.secret, other.secret].toSorted((a, b) => a.localeCompare(b)),
      );
      expect(to.uploads.has(orphan.secret)).toBe(false);
    });

    it('leaves files alone when two can be the orphan', async () => {
      const lost = {
        key: 's/a.txt',
        filename: 'a.txt',
        url: null,
        targetUploadId: null,
        sha256: null,
        sizeBytes: null,
      };
      for (const content of ['one', 'two']) await target.world.addUpload(to, { filename: 'a.txt', content });
      await writer(target.world.root.id).discardLostUpload({ ...lost, startedAt: new Date().toISOString() }, signal);
      expect(to.uploads.size).toBe(2);
    });
  });

  describe('facts', () => {
    const facts = (user?: User, request: Partial<FactsRequest> = {}) =>
      readFacts(
        {
          source: {
            client: clientOf(source, user && source.world.createUser({ username: `s${run}` })),
            instanceName: 'A',
            projectId: from.id,
            tier: null,
          },
          target: { client: clientOf(target, user), instanceName: 'B', projectId: to.id, tier: null },
          usernames: [],
          copies: 0,
          onlyRoute: true,
          isReadByOthers: false,
          ...request,
        },
        new Date(),
        signal,
      );

    it('lets administrators and Owners set dates and, in an empty project, numbers', async () => {
      expect(await facts()).toMatchObject({
        sourceProjectPath: `group/app${run}`,
        targetProjectPath: `copies/app${run}`,
        seesConfidential: true,
        premium: false,
        weights: false,
        canBackdate: true,
        backdatesChanges: true,
        canSetIid: true,
        isPublic: false,
      });
    });

    it.each([
      ['the target has issues of its own', 0, true, false],
      ['they are all copies', 1, true, true],
      ['another project is copied there too', 1, false, false],
    ])('when %s, numbers follow', async (_case, copies, onlyRoute, canSetIid) => {
      target.world.createIssue(to, { title: 'here already' });
      expect(await facts(undefined, { copies, onlyRoute })).toMatchObject({ canSetIid });
    });

    it('knows by an issue of another project whether there are weights', async () => {
      const licensed = await startSimulator({ name: 'l', tier: 'premium', settings: { mirrorTransport: 'pretend' } });
      const [empty, other] = await Promise.all(
        ['g/empty', 'g/other'].map((path) => licensed.world.createProject({ path })),
      );
      const place = { client: clientOf(licensed), instanceName: 'L', projectId: empty?.id ?? 0, tier: 'free' as const };
      expect(await facts(undefined, { target: place })).toMatchObject({ premium: false, weights: null });
      if (other) licensed.world.createIssue(other, { title: 'shows its weight' });
      expect(await facts(undefined, { target: place })).toMatchObject({ premium: true, weights: true });
      await licensed.stop();
    });

    it('counts issues also where a list does not', async () => {
      for (const title of ['one', 'two']) target.world.createIssue(to, { title });
      target.settings.maxCountedRows = 1;
      expect(await facts(undefined, { copies: 2 })).toMatchObject({ canSetIid: true });
      expect(await facts(undefined, { copies: 1 })).toMatchObject({ canSetIid: false });
      target.settings.maxCountedRows = 10_000;
    });

    it('leaves numbers to GitLab where nothing counts its issues', async () => {
      const client = clientOf(target);
      const place = { client, instanceName: 'B', projectId: to.id, tier: null };
      const [operation, reason] = ['count the issues', '404 Not Found'];
      const missing = new ForeignError({ kind: 'not_found', instance: 'B', operation, reason, status: 404 });
      jest.spyOn(client.issues, 'statistics').mockRejectedValue(missing);
      target.world.createIssue(to, { title: 'here already' });
      target.settings.maxCountedRows = 0;
      expect(await facts(undefined, { copies: 1, target: place })).toMatchObject({ canSetIid: false });
      target.settings.maxCountedRows = 10_000;
    });

    it('knows what a Maintainer may not', async () => {
      const user = target.world.createUser({ username: `maintainer${run}` });
      target.world.addMembers(to, [[user, 'maintainer']]);
      from.visibility = 'public';
      expect(await facts(user)).toMatchObject({ canBackdate: false, canSetIid: false, seesConfidential: false });
    });

    it('finds the users of a mapping, those that exist', async () => {
      const user = target.world.createUser({ username: `carol${run}` });
      const names = [user.username, 'nobody'];
      expect((await facts(undefined, { usernames: names })).targetUserIds).toEqual({ [user.username]: user.id });
    });

    it.each([
      ['turned off in the source', () => void (from.issuesAccess = 'disabled'), 'issues_disabled'],
      ['turned off in the target', () => void (to.issuesAccess = 'disabled'), 'issues_disabled'],
      ['in an archived target', () => void (to.archived = true), 'project_archived'],
    ])('refuses issues that are %s', async (_case, arrange, code) => {
      arrange();
      await expect(facts()).rejects.toMatchObject({ code });
    });
  });
});
