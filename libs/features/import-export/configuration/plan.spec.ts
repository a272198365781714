import type { Configuration } from './entries';
import { planOf, type Step } from './plan';
import { resourcesOf } from './resources';

type Pair = Configuration['pairs'][number];
type Mirror = NonNullable<Pair['mirrors']>[number];

const instances = [
  { name: 'A', url: 'https://a.example.com' },
  { name: 'B', url: 'https://b.example.com' },
];
const mirror = (name: string, changes: Partial<Mirror> = {}): Mirror => ({
  source_project_path: `group/${name}`,
  target_project_path: `backup/${name}`,
  ...changes,
});
const pair = (changes: Partial<Pair> = {}): Pair => ({ name: 'A to B', source: 'A', target: 'B', ...changes });
const of = (...pairs: Pair[]): Configuration => ({ instances, pairs });

const inWords = ({ action, kind, name, changes }: Step): string =>
  [
    action,
    kind,
    name,
    ...changes.map(({ field, before, after }) => `${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`),
  ].join(' | ');

const planned = (desired: Configuration, observed: Configuration, prune = false): string[] =>
  planOf(resourcesOf(desired), resourcesOf(observed), { prune }).steps.map(inWords);

const NOTHING: Configuration = { instances: [], pairs: [] };
const X = 'A to B: group/x → backup/x';

describe('planOf', () => {
  it.each<[what: string, desired: Configuration, observed: Configuration, steps: string[]]>([
    ['nothing for nothing', NOTHING, NOTHING, []],
    ['nothing for what is as it should be', of(pair()), of(pair()), []],
    [
      'everything on an empty server, each after what it builds on',
      of(pair({ mirrors: [mirror('x', { issue_sync: {} })], group_defaults: [{ group_path: 'group' }] })),
      NOTHING,
      [
        'create | instance | A',
        'create | instance | B',
        'create | pair | A to B',
        'create | group_default | A to B: group',
        `create | mirror | ${X}`,
        `create | issue_sync | ${X}`,
      ],
    ],
    [
      'nothing where defaults are only written out',
      of(pair({ mirror_direction: 'pull', description: '' })),
      of(pair()),
      [],
    ],
    [
      'a change, with both values',
      of(pair({ mirror_direction: 'push' })),
      of(pair()),
      ['change | pair | A to B | mirror_direction: "pull" → "push"'],
    ],
    [
      'back to the default what the document does not say any more',
      of(pair({ mirrors: [mirror('x')] })),
      of(pair({ mirrors: [mirror('x', { mirror_overwrite_diverged: true, enabled: false })] })),
      [`change | mirror | ${X} | enabled: false → true | mirror_overwrite_diverged: true → null`],
    ],
    [
      'nothing for paths in other letters',
      of(pair({ mirrors: [mirror('X')], group_defaults: [{ group_path: '/Group/' }] })),
      of(pair({ mirrors: [mirror('x')], group_defaults: [{ group_path: 'group' }] })),
      [],
    ],
    [
      'nothing for an address that is written in another way',
      { instances: [{ name: 'A', url: 'a.example.com/' }], pairs: [] },
      { instances: [{ name: 'A', url: 'https://a.example.com' }], pairs: [] },
      [],
    ],
    ['no deletion without prune', NOTHING, of(pair({ mirrors: [mirror('x', { issue_sync: {} })] })), []],
    [
      'rules of issue sync by what they say',
      of(
        pair({
          mirrors: [
            mirror('x', { issue_sync: { filters: { milestone: null }, label_rules: [{ from: 'a', to: null }] } }),
          ],
        }),
      ),
      of(pair({ mirrors: [mirror('x', { issue_sync: { filters: {}, label_rules: [{ from: 'b', to: 'c' }] } })] })),
      [`change | issue_sync | ${X} | label_rules: [{"from":"b","to":"c"}] → [{"from":"a","to":null}]`],
    ],
  ])('plans %s', (_what, desired, observed, steps) => {
    expect(planned(desired, observed)).toEqual(steps);
  });

  it.each<[what: string, desired: Configuration, observed: Configuration, steps: string[]]>([
    [
      'everything that is not named, leaves first',
      NOTHING,
      of(pair({ mirrors: [mirror('x', { issue_sync: {} })], group_defaults: [{ group_path: 'group' }] })),
      [
        `delete | issue_sync | ${X}`,
        `delete | mirror | ${X}`,
        'delete | group_default | A to B: group',
        'delete | pair | A to B',
        'delete | instance | A',
        'delete | instance | B',
      ],
    ],
    [
      'a mirror before it comes to another pair',
      of(pair(), pair({ name: 'New', mirrors: [mirror('x')] })),
      of(pair({ mirrors: [mirror('x')] })),
      [`delete | mirror | ${X}`, 'create | pair | New', 'create | mirror | New: group/x → backup/x'],
    ],
    [
      'an issue sync that is not named',
      of(pair({ mirrors: [mirror('x')] })),
      of(pair({ mirrors: [mirror('x', { issue_sync: {} })] })),
      [`delete | issue_sync | ${X}`],
    ],
    [
      'no issue sync that the pair asks for by itself',
      of(pair({ issue_sync_enabled: true, mirrors: [mirror('x'), mirror('y')] })),
      of(pair({ issue_sync_enabled: true, mirrors: [mirror('x', { issue_sync: {} }), mirror('y')] })),
      [],
    ],
    [
      'such an issue sync, when the document says null',
      of(pair({ issue_sync_enabled: true, mirrors: [mirror('x', { issue_sync: null })] })),
      of(pair({ issue_sync_enabled: true, mirrors: [mirror('x', { issue_sync: {} })] })),
      [`delete | issue_sync | ${X}`],
    ],
  ])('with prune deletes %s', (_what, desired, observed, steps) => {
    expect(planned(desired, observed, true)).toEqual(steps);
  });

  it('tells what to set: everything of a new one, of another only what changes', () => {
    const desired = resourcesOf(of(pair({ mirror_direction: 'push', mirrors: [mirror('x')] })));
    const [change, create] = planOf(desired, resourcesOf(of(pair())), { prune: false }).steps;
    expect(change?.fields).toEqual({ mirror_direction: 'push' });
    expect(create?.fields).toMatchObject({ enabled: true, mirror_direction: null });
  });

  it('counts what is as it should be', () => {
    const same = resourcesOf(of(pair({ mirrors: [mirror('x'), mirror('y')] })));
    expect(planOf(same, same, { prune: true })).toEqual({ steps: [], unchanged: 5 });
  });
});
