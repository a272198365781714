import {
  array,
  assert,
  asyncProperty,
  boolean,
  constant,
  constantFrom,
  nat,
  oneof,
  record,
  type Arbitrary,
} from 'fast-check';
import { BOB } from '../testing/fake-gitlab.fixture';
import type { Weather } from '../testing/fake-ports.fixture';
import { FINE } from '../testing/fake-ports.fixture';
import { World } from '../testing/world.fixture';

const SECRETS = ['a', 'b'].map((digit) => digit.repeat(32));

/** Something a person does on the source. Numbers are taken modulo what there is. */
type Deed =
  | { do: 'create'; text: string; closed: boolean }
  | { do: 'edit'; issue: number; text: string }
  | { do: 'toggle'; issue: number }
  | { do: 'label'; issue: number; label: string }
  | { do: 'time'; issue: number; minutes: number }
  | { do: 'comment'; issue: number; text: string; internal: boolean }
  | { do: 'reply'; issue: number; note: number; text: string }
  | { do: 'editComment'; issue: number; note: number; text: string }
  | { do: 'removeComment'; issue: number; note: number };

const text = constantFrom(
  'plain',
  'see #1 and #2',
  'later #4',
  `![a](/uploads/${SECRETS[0]}/a.png)`,
  `[b](/uploads/${SECRETS[1]}/b.txt) @alice`,
  '/close\nnot closed',
  '```\ncode',
);
const index = nat(5);
const deed: Arbitrary<Deed> = oneof(
  record({ do: constant('create' as const), text, closed: boolean() }),
  record({ do: constant('edit' as const), issue: index, text }),
  record({ do: constant('toggle' as const), issue: index }),
  record({ do: constant('label' as const), issue: index, label: constantFrom('bug', 'a, b', 'x::y') }),
  record({ do: constant('time' as const), issue: index, minutes: nat(300) }),
  record({ do: constant('comment' as const), issue: index, text, internal: boolean() }),
  record({ do: constant('reply' as const), issue: index, note: index, text }),
  record({ do: constant('editComment' as const), issue: index, note: index, text }),
  record({ do: constant('removeComment' as const), issue: index, note: index }),
);

function perform(world: World, act: Deed): void {
  const { source } = world;
  // People work at a human pace: no two deeds in one instant.
  source.tick(1000);
  if (act.do === 'create') {
    source.add({
      title: `issue ${source.issues.size + 1}`,
      description: act.text,
      state: act.closed ? 'closed' : 'opened',
    });
    return;
  }
  const issue = [...source.issues.values()][act.issue % Math.max(1, source.issues.size)];
  if (!issue) return;
  const { iid } = issue;
  const note = 'note' in act ? issue.notes[act.note % Math.max(1, issue.notes.length)] : undefined;
  if (act.do === 'edit') source.edit(iid, { description: act.text });
  else if (act.do === 'toggle') source.edit(iid, { state: issue.state === 'opened' ? 'closed' : 'opened' });
  else if (act.do === 'label')
    source.edit(iid, { labels: issue.labels.includes(act.label) ? [] : [...issue.labels, act.label] });
  else if (act.do === 'time') source.edit(iid, { timeSpent: act.minutes * 60, timeEstimate: (act.minutes % 7) * 60 });
  else if (act.do === 'comment') source.addNote(iid, { body: act.text, internal: act.internal, author: BOB });
  else if (!note) return;
  else if (act.do === 'reply') {
    const { discussionId, internal } = note;
    source.addNote(iid, { body: act.text, discussionId, internal, individual: false });
  } else if (act.do === 'editComment') source.editNote(iid, note.id, act.text);
  else source.removeNote(iid, note.id);
}

const newWorld = (owner = false): World => {
  const world = new World();
  Object.assign(world.context.target, { canSetIid: owner, canBackdate: owner });
  // Every run compares everything, as the periodic reconcile does: GitLab does not tell all changes by itself.
  world.context.limits = { ...world.context.limits, reconcileHours: 1e-6 };
  world.options = { ...world.options, onSourceNoteDeleted: 'delete' };
  SECRETS.forEach((secret, i) => world.source.uploads.set(`${secret}/${i === 0 ? 'a.png' : 'b.txt'}`, `file ${i}`));
  return world;
};

/** Runs until a run has nothing to do; a fixed point has to be reached soon. */
async function settle(world: World): Promise<void> {
  world.wire.weather = FINE;
  for (let i = 0; i < 12; i++) {
    world.nowMs += 48 * 3_600_000;
    const report = await world.sync();
    expect(report.status).not.toBe('failed');
    if (!world.wire.calls.some((call) => /^target\.(?!list|get)/.test(call))) return;
  }
  throw new Error('No fixed point.');
}

/** The process dies at the n-th call that matters: before it, or after it took effect; nothing goes on after that. */
function killAt(n: number, afterwards: boolean): Weather {
  let calls = 0;
  let dead = false;
  const die = (): never => {
    dead = true;
    throw new Error('killed');
  };
  return {
    before: (_, isWrite) => {
      if (dead) die();
      if (isWrite && ++calls === n && !afterwards) die();
    },
    after: (_, isWrite) => {
      if (dead || (isWrite && calls === n && afterwards)) die();
    },
  };
}

/** Faults at a rate, from a seed: refused, failed, or done although the answer is lost. */
function storm(world: World, seed: number, rate: number): Weather {
  let state = seed;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const isStore = (call: string): boolean => call.startsWith('store.');
  return {
    before: (call) => {
      if (!isStore(call) && random() < rate / 2)
        throw world.target.error(random() < 0.5 ? 'transient' : 'rate_limited', call, '503', 503);
    },
    after: (call, isWrite) => {
      if (!isStore(call) && random() < rate / 2)
        throw world.target.error('transient', call, 'connection reset', null, isWrite);
    },
  };
}

/** The same story on two worlds; in one of them things go wrong during the syncs. */
async function tell(
  acts: readonly Deed[][],
  trouble: (world: World, chapter: number) => Weather,
  owner = false,
): Promise<[World, World]> {
  const calm = newWorld(owner);
  const rough = newWorld(owner);
  for (const [chapter, deeds] of acts.entries()) {
    for (const world of [calm, rough]) for (const act of deeds) perform(world, act);
    await calm.sync();
    rough.wire.weather = trouble(rough, chapter);
    await rough.sync();
    await rough.sync();
  }
  await settle(calm);
  await settle(rough);
  return [calm, rough];
}

const STORY: Deed[][] = [
  [
    { do: 'create', text: 'see #1 and #2', closed: false },
    { do: 'create', text: `![a](/uploads/${SECRETS[0]}/a.png)`, closed: true },
    { do: 'comment', issue: 0, text: 'see #1 and #2', internal: false },
    { do: 'comment', issue: 0, text: 'plain', internal: true },
    { do: 'reply', issue: 0, note: 0, text: '/close\nnot closed' },
    { do: 'time', issue: 0, minutes: 90 },
    { do: 'label', issue: 1, label: 'a, b' },
  ],
  [
    { do: 'create', text: 'later #4', closed: false },
    { do: 'create', text: 'plain', closed: false },
    { do: 'edit', issue: 0, text: '```\ncode' },
    { do: 'toggle', issue: 1 },
    { do: 'editComment', issue: 0, note: 1, text: `[b](/uploads/${SECRETS[1]}/b.txt) @alice` },
    { do: 'removeComment', issue: 0, note: 0 },
    { do: 'time', issue: 0, minutes: 30 },
  ],
];

describe('a process that is killed', () => {
  it.each([
    ['before', false],
    ['after', true],
  ])('%s any write leaves the next runs to end in the same state', async (_, afterwards) => {
    for (let n = 1; n <= 60; n++) {
      const [calm, rough] = await tell(STORY, () => killAt(n, afterwards));
      expect({ n, picture: rough.picture() }).toEqual({ n, picture: calm.picture() });
      expect(rough.target.uploads.size).toBe(calm.target.uploads.size);
    }
  });
});

describe('faults in a fifth of all requests', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('end in the same state (seed %i)', async (seed) => {
    const [calm, rough] = await tell(STORY, (world, chapter) => storm(world, seed * 97 + chapter, 0.2));
    expect(rough.picture()).toEqual(calm.picture());
  });
});

describe('any story', () => {
  it('ends in the same state with faults as without, whatever the rights on the target', async () => {
    const chapters = array(array(deed, { maxLength: 8 }), { minLength: 1, maxLength: 4 });
    const same = asyncProperty(chapters, nat(), boolean(), async (acts, seed, owner) => {
      const [calm, rough] = await tell(acts, (world, chapter) => storm(world, seed + chapter, 0.2), owner);
      expect(rough.picture()).toEqual(calm.picture());
      expect(calm.target.issues.size).toBe(calm.source.issues.size);
    });
    await assert(same, { numRuns: 60, seed: 4 });
  });

  it('ends in the same state although the process dies in each chapter, and takes no work of its own for that of people', async () => {
    const chapters = array(array(deed, { maxLength: 6 }), { minLength: 1, maxLength: 5 });
    const deaths = array(nat(25), { minLength: 5, maxLength: 5 });
    const choices = constantFrom('overwrite' as const, 'keep' as const, 'stop' as const);
    const same = asyncProperty(chapters, deaths, boolean(), choices, async (acts, calls, afterwards, choice) => {
      const [calm, rough] = [newWorld(), newWorld()];
      for (const world of [calm, rough]) world.options.onTargetModified = choice;
      for (const [chapter, deeds] of acts.entries()) {
        for (const world of [calm, rough]) for (const act of deeds) perform(world, act);
        await calm.sync();
        rough.wire.weather = killAt(calls[chapter] ?? 1, afterwards);
        await rough.sync();
      }
      await settle(calm);
      await settle(rough);
      expect(rough.picture()).toEqual(calm.picture());
    });
    await assert(same, { numRuns: 60, seed: 4 });
  });
});
