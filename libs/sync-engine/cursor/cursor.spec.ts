import { DEFAULT_LIMITS } from '../model/context';
import { DEFAULT_SYNC_OPTIONS } from '../model/options';
import type { IssuePage } from '../ports';
import { FakeProject, sourceView } from '../testing/fake-gitlab.fixture';
import type { SyncCursor } from './cursor';
import { firstCursor, fullPassFor, incrementalFrom, knownUpTo, moveWatermark, settle } from './passes';
import { advance, firstWindow } from './windows';

const NOW = new Date('2025-03-01T15:00:00Z');
const OPTIONS = { ...DEFAULT_SYNC_OPTIONS, syncExistingIssues: true };
const cursor = (fields: Partial<SyncCursor> = {}): SyncCursor => ({
  ...firstCursor({ updatedAt: '2025-03-01T12:00:00.000Z', iid: 9 }, OPTIONS, 'f', NOW),
  full: null,
  reconciledAt: NOW.toISOString(),
  ...fields,
});
const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

describe('the first look', () => {
  it('is the baseline when existing issues are not wanted', () =>
    expect(firstCursor({ updatedAt: null, iid: 9 }, DEFAULT_SYNC_OPTIONS, 'f', NOW)).toMatchObject({
      baselineIid: 9,
      full: null,
      watermark: null,
    }));

  it('begins with everything when they are', () =>
    expect(firstCursor({ updatedAt: null, iid: 9 }, OPTIONS, 'f', NOW)).toMatchObject({
      baselineIid: null,
      full: { reason: 'first', createdAfter: null },
    }));
});

describe('what is known', () => {
  const newest = '2025-03-01T12:00:00.400Z';
  it.each([
    ['reaches to the newest change', newest, '2025-03-01T12:00:00.000Z', newest],
    [
      'reaches to the server’s own time where a row is dated ahead of it',
      newest,
      '2025-03-01T11:50:00.000Z',
      '2025-03-01T11:50:01.000Z',
    ],
    ['is what the rows say where the server tells no time', newest, null, newest],
    ['is nothing without a row', null, '2025-03-01T12:00:00.000Z', null],
  ])('%s', (_, row, serverTime, expected) => expect(knownUpTo(row, serverTime)).toBe(expected));
});

describe('a full pass', () => {
  const reason = (given: SyncCursor, fingerprint: string, hours: number, now: Date) =>
    fullPassFor(given, OPTIONS, fingerprint, { ...DEFAULT_LIMITS, reconcileHours: hours }, now).full?.reason ?? null;

  it.each([
    ['not needed', cursor(), 'f', 24, after(3600), null],
    ['after the options changed', cursor(), 'g', 24, after(3600), 'options'],
    ['when the interval is over', cursor(), 'f', 1, after(3600), 'reconcile'],
    ['never by interval 0', cursor(), 'f', 0, after(1e9), null],
    [
      'goes on when it was cut off',
      cursor({ full: { reason: 'first', createdAfter: 'x' } }),
      'f',
      1,
      after(9e9),
      'first',
    ],
    [
      'stays the first one when options change meanwhile',
      cursor({ full: { reason: 'first', createdAfter: 'x' } }),
      'g',
      1,
      NOW,
      'first',
    ],
  ])('%s', (_, given, fingerprint, hours, now, expected) =>
    expect(reason(given, fingerprint, hours, now)).toBe(expected),
  );

  it('forgets the baseline when existing issues are wanted after all', () =>
    expect(fullPassFor(cursor({ baselineIid: 5 }), OPTIONS, 'g', DEFAULT_LIMITS, NOW).cursor.baselineIid).toBeNull());
});

describe('the watermark', () => {
  it.each([
    ['overlaps', cursor(), '2025-03-01T11:59:30.000Z'],
    ['does not when it is settled', cursor({ settled: true }), '2025-03-01T12:00:00.000Z'],
    ['of an empty project reads from the start', cursor({ watermark: null }), null],
  ])('%s', (_, given, expected) => expect(incrementalFrom(given, 30)).toBe(expected));

  it('moves forward only', () => {
    expect(moveWatermark(cursor(), '2025-03-01T11:00:00.000Z', NOW).watermark).toBe('2025-03-01T12:00:00.000Z');
    expect(moveWatermark(cursor({ settled: true }), '2025-03-01T13:00:00.000Z', after(9))).toMatchObject({
      watermark: '2025-03-01T13:00:00.000Z',
      settled: false,
      seenAt: after(9).toISOString(),
    });
  });

  it('compares instants, not texts', () =>
    expect(moveWatermark(cursor(), '2025-03-01T13:30:00.000+02:00', NOW).watermark).toBe('2025-03-01T12:00:00.000Z'));

  it.each([
    [29, false],
    [30, true],
  ])('is settled by a listing %i s after it was first seen: %s', (seconds, settled) =>
    expect(settle(cursor(), after(seconds), 30).settled).toBe(settled),
  );
});

describe('windows', () => {
  /** A server that pages by offset, on which something may happen between two pages. */
  function read(project: FakeProject, perPage: number, between: (page: number) => void): number[] {
    const seen: number[] = [];
    let window = firstWindow('updated_at', null, 'all');
    for (let n = 1; n < 100; n++) {
      const { updatedAfter, page } = window.query;
      const rows = [...project.issues.values()]
        .filter((issue) => updatedAfter === undefined || issue.updatedAt >= updatedAfter)
        .toSorted((a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt) || a.id - b.id);
      const from = (page - 1) * perPage;
      const answer: IssuePage = {
        issues: rows.slice(from, from + perPage).map(sourceView),
        next: null,
        hasMore: rows.length > from + perPage,
        serverTime: null,
      };
      const { fresh, next } = advance(window, answer);
      seen.push(...fresh.map(({ iid }) => iid));
      if (!next) return seen;
      window = next;
      between(n);
    }
    throw new Error('It never ends.');
  }

  const project = (count: number, at?: string): FakeProject => {
    const made = new FakeProject('https://x.example', 1, 'a/b', '2025-03-01T12:00:00Z');
    for (let i = 0; i < count; i++) made.add({ title: `${i}`, ...(at === undefined ? {} : { updatedAt: at }) });
    return made;
  };

  it('show each issue once when nothing happens', () =>
    expect(read(project(25), 10, () => undefined)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1)));

  it('miss none when one that was read moves to the end', () => {
    const edited = project(25);
    const seen = read(edited, 10, (page) => edited.edit(page, {}));
    expect(new Set(seen).size).toBe(25);
  });

  it('miss none when one that was read is deleted', () => {
    const shrunk = project(25);
    const seen = read(shrunk, 10, (page) => void shrunk.issues.delete(page));
    expect(new Set(seen).size).toBe(25);
  });

  it('get past more issues of one instant than a page holds', () =>
    expect(new Set(read(project(35, '2025-03-01T12:00:00.000Z'), 10, () => undefined)).size).toBe(35));

  it('follow the pointer of a keyset server', () => {
    const first = firstWindow('created_at', null, 'all');
    const { next } = advance(first, {
      issues: project(1).issues.size ? [sourceView(project(1).issue(1))] : [],
      next: 'n',
      hasMore: true,
      serverTime: null,
    });
    expect(next?.query.next).toBe('n');
  });
});
