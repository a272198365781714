import { DEFAULT_LIMITS, type SyncContext } from '../model/context';
import { DEFAULT_SYNC_OPTIONS, type SyncOptions } from '../model/options';
import { ALICE, BOB, FakeProject, sourceView, type FakeIssue } from '../testing/fake-gitlab.fixture';
import { desiredLabels, labelChanges, labelName, newLabels, scopeOf } from './desired-labels';

const OWN = 'Mirrored-From::instance-1';
const side = { baseUrl: 'https://x.example', projectId: 1, projectPath: 'a/b', userId: null };
const contextFor = (premium: boolean): SyncContext => ({
  source: { ...side, instanceId: 1, seesConfidential: true },
  target: {
    ...side,
    instanceId: 2,
    premium,
    weights: premium,
    canBackdate: false,
    backdatesChanges: false,
    canSetIid: false,
    isPublic: false,
  },
  limits: DEFAULT_LIMITS,
  targetUserIds: new Map([['bobby', 5]]),
});
const labelsOf = (fields: Partial<FakeIssue>, premium = false, options: Partial<SyncOptions> = {}) => {
  const project = new FakeProject('https://x.example', 1, 'a/b', '2025-03-01T12:00:00Z');
  const issue = sourceView(project.add({ title: 'one', ...fields }));
  return desiredLabels(issue, { ...DEFAULT_SYNC_OPTIONS, ...options }, contextFor(premium));
};

describe('labels of a copy', () => {
  it.each<[string, Partial<FakeIssue>, boolean, Partial<SyncOptions>, string[]]>([
    ['its origin', {}, false, {}, []],
    ['those of the source', { labels: ['b', 'a'] }, false, {}, ['a', 'b']],
    ['none when they are not wanted', { labels: ['a'], milestone: { title: 'v1' } }, false, { syncLabels: false }, []],
    [
      'planning',
      { milestone: { title: 'v1.0' }, iteration: { title: 'S 5' }, epic: { iid: 42, title: 'x' } },
      false,
      {},
      ['Epic::&42', 'Iteration::S 5', 'Milestone::v1.0'],
    ],
    ['assignees', { assignees: [BOB, ALICE] }, false, {}, ['Assignee::@alice', 'Assignee::@bob']],
    ['assignees on Premium', { assignees: [BOB, ALICE] }, true, {}, ['Assignee::2::@bob', 'Assignee::@alice']],
    [
      'assignees that are real ones',
      { assignees: [BOB, ALICE] },
      true,
      { userMapping: { bob: 'bobby', alice: 'nobody' } },
      ['Assignee::@alice'],
    ],
    ['a comma', { labels: ['a, b'] }, false, {}, ['a‚ b']],
    [
      'renamed and left out',
      { labels: ['a', 'b', 'c'] },
      false,
      {
        labelRules: [
          { from: 'a', to: 'x' },
          { from: 'b', to: null },
        ],
      },
      ['c', 'x'],
    ],
    ['renamed to one that is there', { labels: ['a', 'x'] }, false, { labelRules: [{ from: 'a', to: 'x' }] }, ['x']],
    ['origins along a chain', { labels: ['Mirrored-From::instance-9'] }, false, {}, ['Mirrored-From::instance-9']],
    ['one origin on Premium', { labels: ['Mirrored-From::instance-9'] }, true, {}, []],
  ])('%s', (_, fields, premium, options, expected) =>
    expect(labelsOf(fields, premium, options).labels).toEqual([...expected, OWN].toSorted()),
  );

  it('tells what a Premium target can not hold', () =>
    expect(labelsOf({ labels: ['x::1', 'x::2', 'y::z::1', 'y::1'] }, true)).toEqual({
      labels: [OWN, 'x::1', 'y::1', 'y::z::1'].toSorted(),
      dropped: ['x::2'],
    }));

  it('holds 300', () =>
    expect(labelsOf({ labels: Array.from({ length: 300 }, (_, i) => `label ${i}`) }).labels).toHaveLength(301));
});

it.each([
  ['a', null],
  ['a::b', 'a'],
  ['a::b::c', 'a::b'],
  ['::b', null],
])('the scope of %s is %s', (name, scope) => expect(scopeOf(name)).toBe(scope));

it.each([
  ['a\nb', 'a b'],
  [' a ', 'a'],
  ['x'.repeat(300), 'x'.repeat(255)],
])('%j is stored as a name', (name, expected) => expect(labelName(name)).toBe(expected));

it('leaves what people added and takes away only its own', () =>
  expect(labelChanges(['a', 'b'], ['b', 'c', 'd'], ['b', 'c', 'by hand'])).toEqual({ add: ['a'], remove: ['c'] }));

it('creates labels with the colour of the source, also under another name', () =>
  expect(
    newLabels(['x', OWN, 'Milestone::v1'], [{ name: 'a', color: '#ff0000', description: 'red' }], {
      ...DEFAULT_SYNC_OPTIONS,
      labelRules: [{ from: 'a', to: 'x' }],
    }),
  ).toEqual([
    { name: 'x', color: '#ff0000', description: 'red' },
    { name: OWN, color: '#808080', description: null },
    { name: 'Milestone::v1', color: '#6699cc', description: null },
  ]));
