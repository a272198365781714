import { DataSource } from 'typeorm';
import { readSettings } from '@app/config';
import { dataSourceOptions, Tx } from '@app/database';
import type { IssueLink, NoteLink, SyncCursor, UploadLink } from '@app/sync-engine';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import type { IssueRoute } from './issue-route.entity';
import { PostgresSyncStore } from './postgres-sync-store.query';

const link = (sourceIid: number, fields: Partial<IssueLink> = {}): IssueLink => ({
  sourceIid,
  sourceId: 9_000_000_000 + sourceIid,
  sourceUrl: `https://a.test/group/app/-/issues/${sourceIid}`,
  title: `Issue ${sourceIid}`,
  targetIid: sourceIid + 100,
  targetId: 8_000_000_000 + sourceIid,
  targetUrl: `https://b.test/copies/app/-/issues/${sourceIid + 100}`,
  status: 'synced',
  sourceHash: 'aa',
  renderedHash: 'bb',
  targetHash: 'cc',
  sourceUpdatedAt: '2026-01-01T10:00:00.123Z',
  notesCount: 0,
  notesUpdatedAt: null,
  appliedLabels: ['bug', 'a, b'],
  waitingFor: [],
  intentSince: null,
  intentIid: null,
  notesUnknown: false,
  failures: 0,
  retryAt: null,
  error: null,
  syncedAt: '2026-01-01T10:00:01.000Z',
  ...fields,
});

const note = (sourceIid: number, sourceNoteId: number, fields: Partial<NoteLink> = {}): NoteLink => ({
  sourceIid,
  sourceNoteId,
  sourceDiscussionId: 'd1',
  targetNoteId: sourceNoteId + 1000,
  targetDiscussionId: null,
  sourceHash: 'n',
  internal: false,
  status: 'synced',
  waitingFor: [],
  error: null,
  ...fields,
});

const upload = (key: string, fields: Partial<UploadLink> = {}): UploadLink => ({
  key,
  filename: 'shot.png',
  url: null,
  targetUploadId: null,
  sha256: null,
  sizeBytes: null,
  startedAt: '2026-01-01T10:00:00.000Z',
  ...fields,
});

describe('PostgresSyncStore', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let tx: Tx;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource(dataSourceOptions(readSettings({ DATABASE_URL: database.url }))).initialize();
    tx = new Tx(dataSource);
    await tx.query(
      `insert into instances (id, name, url, token_encrypted)
       select id, 'instance ' || id, 'https://' || id || '.test', '-' from generate_series(1, 4) as id`,
    );
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  beforeEach(() => tx.query('truncate issue_routes cascade'));

  async function route(source: number, target: number, projects = [10, 20], path = 'group/app'): Promise<IssueRoute> {
    const [row] = await tx.query<IssueRoute>(
      `insert into issue_routes (source_instance_id, source_project_id, source_project_path, target_instance_id,
         target_project_id, target_project_path) values ($1, $2, $3, $4, $5, 'copies/app')
       returning id, source_instance_id as "sourceInstanceId", source_project_id as "sourceProjectId",
         target_instance_id as "targetInstanceId", target_project_id as "targetProjectId"`,
      [source, projects[0], path, target, projects[1]],
    );
    if (!row) throw new Error('no row');
    return row;
  }

  const store = async (source = 1, target = 2): Promise<PostgresSyncStore> =>
    new PostgresSyncStore(tx, 0, await route(source, target));

  it('gives links back exactly as they were saved, and replaces them by source iid', async () => {
    const links = await store();
    await links.saveLinks([
      link(1),
      link(2, { status: 'failed', retryAt: '2026-01-02T00:00:00.000Z', targetIid: null }),
    ]);
    expect(await links.loadLinks([2, 1, 3])).toEqual(
      expect.arrayContaining([
        link(1),
        link(2, { status: 'failed', retryAt: '2026-01-02T00:00:00.000Z', targetIid: null }),
      ]),
    );
    await links.saveLinks([link(1, { title: 'Renamed', appliedLabels: [] })]);
    expect(await links.loadLinks([1])).toEqual([link(1, { title: 'Renamed', appliedLabels: [] })]);
  });

  it('stores what PostgreSQL would refuse without it: NUL and lone surrogates', async () => {
    const links = await store();
    await links.saveLinks([link(1, { title: 'a\0b\ud83d \u{1f600}' })]);
    expect((await links.loadLinks([1]))[0]?.title).toBe('ab\ufffd \u{1f600}');
  });

  it('finds what is due: parked and past its time, or an intent without an end', async () => {
    const links = await store();
    await links.saveLinks([
      link(5, { status: 'failed', retryAt: '2026-01-01T00:00:00.000Z' }),
      link(4, { status: 'failed', retryAt: '2026-03-01T00:00:00.000Z' }),
      link(3, { status: 'creating' }),
      link(2),
    ]);
    const due = await links.loadDue(new Date('2026-02-01T00:00:00Z'), 10);
    expect(due.map(({ sourceIid }) => sourceIid)).toEqual([3, 5]);
    expect(await links.loadDue(new Date('2026-02-01T00:00:00Z'), 1)).toHaveLength(1);
  });

  it('pages through all links by source iid', async () => {
    const links = await store();
    await links.saveLinks([3, 1, 2].map((iid) => link(iid)));
    expect((await links.listLinks(1, 1)).map(({ sourceIid }) => sourceIid)).toEqual([2]);
    expect(await links.listLinks(3, 10)).toEqual([]);
  });

  it('keeps the maps of two routes apart', async () => {
    const here = await store(1, 2);
    const there = await store(2, 1);
    await here.saveLinks([link(1)]);
    await here.saveNoteLinks([note(1, 7)]);
    await here.saveUpload(upload('s/f'));
    expect([await there.loadLinks([1]), await there.loadNoteLinks([1]), await there.loadUploads(['s/f'])]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('gives comments back in the order in which they were first saved', async () => {
    const notes = await store();
    await notes.saveNoteLinks([note(1, 70, { status: 'creating', targetNoteId: null }), note(1, 60)]);
    await notes.saveNoteLinks([note(1, 70)]);
    expect(await notes.loadNoteLinks([1])).toEqual([note(1, 70), note(1, 60)]);
  });

  it('remembers uploads, the ones under way and the same content of another route into the same project', async () => {
    const first = new PostgresSyncStore(tx, 0, await route(1, 2, [10, 20]));
    const second = new PostgresSyncStore(tx, 0, await route(3, 2, [30, 20]));
    const elsewhere = new PostgresSyncStore(tx, 0, await route(1, 2, [10, 21]));
    await first.saveUpload(upload('s/open'));
    expect((await first.loadState()).openUploads).toEqual([upload('s/open')]);
    const done = upload('s/open', { url: '/uploads/x/shot.png', sha256: 'ff', sizeBytes: 5_000_000_000 });
    await first.saveUpload(done);
    expect((await first.loadState()).openUploads).toEqual([]);
    expect(await first.loadUploads(['s/open', 's/other'])).toEqual([done]);
    expect(await second.findUploadBySha256('ff')).toEqual(done);
    expect(await elsewhere.findUploadBySha256('ff')).toBeNull();
  });

  it('follows a copy back to every instance it came from', async () => {
    const links = (iid: number, targetIid: number): IssueLink[] => [link(iid, { targetIid })];
    await new PostgresSyncStore(tx, 0, await route(1, 2, [10, 20])).saveLinks(links(1, 11));
    await new PostgresSyncStore(tx, 0, await route(2, 3, [20, 30])).saveLinks(links(11, 111));
    const third = new PostgresSyncStore(tx, 0, await route(3, 1, [30, 10]));
    expect(
      [...(await third.loadOrigins([111, 112]))].map(([iid, from]) => [iid, from.toSorted((a, b) => a - b)]),
    ).toEqual([[111, [1, 2]]]);
  });

  it('ends when the maps form a ring', async () => {
    await new PostgresSyncStore(tx, 0, await route(1, 2, [10, 20])).saveLinks([link(1, { targetIid: 1 })]);
    const back = new PostgresSyncStore(tx, 0, await route(2, 1, [20, 10]));
    await back.saveLinks([link(1, { targetIid: 1 })]);
    expect((await back.loadOrigins([1])).get(1)?.toSorted((a, b) => a - b)).toEqual([1, 2]);
  });

  it('resolves references by project path without case, with the comments that were asked for, own copies first', async () => {
    const other = new PostgresSyncStore(tx, 0, await route(1, 2, [10, 21], 'Group/App'));
    await other.saveLinks([link(1, { targetUrl: 'https://b.test/other/1' }), link(2)]);
    const own = new PostgresSyncStore(tx, 0, await route(1, 2, [10, 20], 'Group/App'));
    await own.saveLinks([link(1), link(3, { targetUrl: null, targetIid: null, status: 'creating' })]);
    await own.saveNoteLinks([note(1, 7), note(1, 8)]);
    const ask = (
      iid: number,
      noteId: number | null = null,
    ): { projectPath: string; iid: number; noteId: number | null } => ({
      projectPath: 'GROUP/app',
      iid,
      noteId,
    });
    expect(await own.resolveReferences([ask(1, 7), ask(1), ask(2), ask(3), ask(4)])).toEqual([
      { key: 'group/app#1', url: link(1).targetUrl, notes: { 7: 1007 } },
      { key: 'group/app#2', url: link(2).targetUrl, notes: {} },
    ]);
  });

  it('knows whose text or comments wait for a counterpart that is there by now', async () => {
    const links = await store();
    await links.saveLinks([
      link(1, { waitingFor: ['group/app#3', 'group/app#9'] }),
      link(2, { waitingFor: ['other/app#5'] }),
    ]);
    expect(await links.findResolvable(10)).toEqual([]);
    await links.saveLinks([link(3), link(9, { targetUrl: null, targetIid: null, status: 'creating' })]);
    await links.saveNoteLinks([note(3, 7, { waitingFor: ['group/app#1'] })]);
    expect(await links.findResolvable(10)).toEqual([1, 3]);
    expect(await links.findResolvable(1)).toEqual([1]);
    await new PostgresSyncStore(tx, 0, await route(1, 2, [11, 21], 'Other/App')).saveLinks([link(5)]);
    expect(await links.findResolvable(10)).toEqual([1, 2, 3]);
  });

  it('asks nothing about due and waiting issues when the state said that there are none', async () => {
    const road = await route(1, 2);
    const links = new PostgresSyncStore(tx, 0, road);
    await links.saveLinks([link(1)]);
    const idle = new PostgresSyncStore(tx, 0, road);
    await idle.loadState();
    const query = jest.spyOn(tx, 'query');
    expect([await idle.loadDue(new Date(), 10), await idle.findResolvable(10)]).toEqual([[], []]);
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
    await idle.saveLinks([link(1, { retryAt: '2026-01-01T00:00:00.000Z', waitingFor: ['group/app#2'] }), link(2)]);
    expect(await idle.loadDue(new Date(), 10)).toHaveLength(1);
    expect(await idle.findResolvable(10)).toEqual([1]);
  });

  it('collects the labels that exist on the target', async () => {
    const labels = await store();
    await labels.addKnownLabels(['bug', 'a, b']);
    await labels.addKnownLabels(['bug', 'docs']);
    expect((await labels.loadKnownLabels()).toSorted((a, b) => a.localeCompare(b))).toEqual(['a, b', 'bug', 'docs']);
  });

  it('keeps the cursor with the config, to the letter', async () => {
    const road = await route(1, 2);
    await tx.query(
      `insert into pairs (id, name, source_instance_id, target_instance_id) values (1, 'pair', 1, 2) on conflict do nothing`,
    );
    await tx.query(
      `insert into mirrors (id, instance_pair_id, source_project_id, source_project_path, target_project_id, target_project_path, direction)
       values (1, 1, 10, 'group/app', 20, 'copies/app', 'push') on conflict do nothing`,
    );
    await tx.query('insert into issue_mirrors (id, mirror_id, route_id, next_sync_at) values (1, 1, $1, now())', [
      road.id,
    ]);
    const own = new PostgresSyncStore(tx, 1, road);
    expect((await own.loadState()).cursor).toBeNull();
    const cursor: SyncCursor = {
      baselineIid: 7,
      watermark: '2026-01-01T10:00:00.123Z',
      seenAt: null,
      settled: false,
      full: { reason: 'first', createdAfter: '2026-01-01T10:00:00.123+02:00' },
      options: 'x',
      reconciledAt: null,
      reconcileAfterIid: 0,
    };
    await own.saveCursor(cursor);
    expect((await own.loadState()).cursor).toEqual(cursor);
  });
});
