import { DEFAULT_SYNC_OPTIONS, NO_FILTERS, type IssueFilters, type SyncOptions } from '../model/options';
import type { IssueLink } from '../model/stored';
import { sourceIssueHash } from '../hash/fingerprints';
import { mappedLink, newLink } from '../apply/link-states';
import { ALICE, BOB, FakeProject, sourceView, targetView } from '../testing/fake-gitlab.fixture';
import { filteredOut, matchesPattern } from './filters';
import { estimateChange, spentChange } from './time-plan';
import { triage, type TriageInput } from './triage';

const project = new FakeProject('https://source.example', 1, 'group/project', '2025-03-01T12:00:00Z');
const issue = (fields: Parameters<FakeProject['add']>[0] = { title: 'Fix login' }) => sourceView(project.add(fields));
const NOW = new Date('2025-03-02T00:00:00Z');

describe('time', () => {
  it.each([
    [0, 0, null],
    [3600, 0, 60],
    [3661, 3660, null],
    [3600, 3599, 60],
    [0, 3600, 0],
    [-5, 0, null],
  ])('an estimate of %i s where %i s are: %s', (desired, observed, expected) =>
    expect(estimateChange(desired, observed)).toBe(expected),
  );

  it.each([
    [0, 0, null],
    [59, 0, null],
    [5400, 3600, { reset: false, add: 30 }],
    [1800, 3600, { reset: true, add: 30 }],
    [0, 3600, { reset: true, add: 0 }],
    [3600, 3605, null],
  ])('%i s spent where %i s are: %j', (desired, observed, expected) =>
    expect(spentChange(desired, observed)).toEqual(expected),
  );
});

describe('filters', () => {
  const one = issue({
    title: 'Fix login',
    labels: ['bug', 'ui'],
    milestone: { title: 'v1' },
    assignees: [BOB],
    createdAt: '2025-03-01T12:00:00Z',
  });
  const filters = (given: Partial<IssueFilters>): IssueFilters => ({ ...NO_FILTERS, ...given });

  it.each<[string, Partial<IssueFilters>, boolean]>([
    ['none', {}, true],
    ['any label', { labelsAny: ['x', 'bug'] }, true],
    ['none of any', { labelsAny: ['x'] }, false],
    ['part of a label', { labelsAny: ['bu'] }, false],
    ['all labels', { labelsAll: ['bug', 'ui'] }, true],
    ['not all labels', { labelsAll: ['bug', 'x'] }, false],
    ['not label', { labelsNot: ['ui'] }, false],
    ['milestone', { milestone: 'v1' }, true],
    ['other milestone', { milestone: 'v' }, false],
    ['author', { authorUsername: ALICE.username }, true],
    ['other author', { authorUsername: 'bob' }, false],
    ['assignee', { assigneeUsername: 'bob' }, true],
    ['other assignee', { assigneeUsername: 'alice' }, false],
    ['only confidential', { confidential: 'only' }, false],
    ['never confidential', { confidential: 'never' }, true],
    ['created at the bound', { createdAfter: '2025-03-01T13:00:00+01:00' }, true],
    ['created before', { createdAfter: '2025-03-01T12:00:01Z' }, false],
    ['title', { titlePattern: 'fix*' }, true],
    ['other title', { titlePattern: 'log*' }, false],
  ])('%s', (_, given, passes) => expect(filteredOut(one, filters(given)) === null).toBe(passes));

  it.each([
    ['abc', 'abc', true],
    ['abc', 'ABC', true],
    ['abc', 'ab', false],
    ['abc', '*', true],
    ['', '*', true],
    ['abc', 'a*c', true],
    ['ac', 'a*c', true],
    ['a', 'a*a', false],
    ['abcabc', '*bca*', true],
    ['abc', '*b*b*', false],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
    ['xaxb', '*a*b', true],
    ['aab', 'a*ab', true],
  ])('%s against %s: %s', (text, pattern, expected) => expect(matchesPattern(text, pattern)).toBe(expected));
});

describe('triage', () => {
  const options: SyncOptions = DEFAULT_SYNC_OPTIONS;
  const one = issue();
  const decide = (given: Partial<TriageInput>) => {
    const decision = triage({
      issue: one,
      link: null,
      options,
      fingerprint: 'f',
      baselineIid: null,
      now: NOW,
      force: false,
      ...given,
    });
    return decision.action === 'skip' ? decision.reason : decision;
  };
  const synced: IssueLink = {
    ...mappedLink(newLink(one), targetView(project.issue(one.iid))),
    status: 'synced',
    sourceHash: sourceIssueHash(one, options, 'f'),
    sourceUpdatedAt: one.updatedAt,
    notesCount: 0,
  };
  const parked: IssueLink = { ...newLink(one), retryAt: '2025-03-02T00:01:00Z', sourceUpdatedAt: one.updatedAt };

  it.each<[string, Partial<TriageInput>, ReturnType<typeof decide>]>([
    ['new', {}, { action: 'create' }],
    ['older than the baseline', { baselineIid: one.iid }, 'before_baseline'],
    ['newer than the baseline', { baselineIid: one.iid - 1 }, { action: 'create' }],
    ['closed', { issue: { ...one, state: 'closed' } }, 'closed'],
    [
      'closed and wanted',
      { issue: { ...one, state: 'closed' }, options: { ...options, syncClosedIssues: true } },
      { action: 'create' },
    ],
    ['filtered', { options: { ...options, filters: { ...NO_FILTERS, labelsAny: ['x'] } } }, 'filtered'],
    ['unchanged', { link: synced }, 'unchanged'],
    ['unchanged but forced', { link: synced, force: true }, { action: 'update', fields: true, notes: false }],
    [
      'title changed',
      { link: synced, issue: { ...one, title: 'x' } },
      { action: 'update', fields: true, notes: false },
    ],
    ['options changed', { link: synced, fingerprint: 'g' }, { action: 'update', fields: true, notes: false }],
    ['touched only', { link: synced, issue: { ...one, updatedAt: '2026-01-01T00:00:00Z' } }, 'unchanged'],
    [
      'first comment, not touched',
      { link: synced, issue: { ...one, userNotesCount: 1 } },
      { action: 'update', fields: false, notes: true },
    ],
    ['all comments gone', { link: { ...synced, notesCount: 2 } }, { action: 'update', fields: false, notes: true }],
    [
      'comments not wanted',
      { link: synced, issue: { ...one, userNotesCount: 1 }, options: { ...options, syncComments: false } },
      'unchanged',
    ],
    [
      'mapped and closed',
      { link: synced, issue: { ...one, state: 'closed' } },
      { action: 'update', fields: true, notes: false },
    ],
    [
      'mapped and older than the baseline',
      { link: synced, issue: { ...one, title: 'x' }, baselineIid: 99_999 },
      { action: 'update', fields: true, notes: false },
    ],
    [
      'updates off',
      { link: synced, issue: { ...one, title: 'x' }, options: { ...options, updateExisting: false } },
      'updates_off',
    ],
    [
      'updates off, but half done',
      { link: { ...synced, sourceHash: null }, options: { ...options, updateExisting: false } },
      { action: 'update', fields: true, notes: false },
    ],
    ['parked', { link: parked }, 'parked'],
    [
      'parked, and edited since',
      { link: parked, issue: { ...one, updatedAt: '2026-01-01T00:00:00Z' } },
      { action: 'create' },
    ],
    ['parked, and due', { link: parked, now: new Date('2025-03-02T00:02:00Z') }, { action: 'create' }],
    ['begun', { link: { ...newLink(one), status: 'creating' } }, { action: 'create' }],
    [
      'its copy deleted and left alone',
      { link: { ...synced, status: 'target_deleted' }, options: { ...options, onTargetDeleted: 'leave' } },
      'left_alone',
    ],
  ])('%s', (_, given, expected) => expect(decide(given)).toEqual(expected));
});
