import { FORM } from './form';
import { MirrorCrashLab, type Subject } from './mirror-crash-lab';
import { type End, ENDS, strike, watchWrites, type Write } from './mirror-deaths';

type Step = `${Write['on']} ${Write['method']} ${string}`;

const TOKEN_MADE = 'POST /projects/:id/access_tokens';
const TOKEN_REVOKED = 'DELETE /projects/:id/access_tokens/:tokenId';
const PUSH_MADE = 'source POST /projects/:id/remote_mirrors';
const PUSH_REMOVED = 'source DELETE /projects/:id/remote_mirrors/:mirrorId';
const PUSH_ASKED = 'source POST /projects/:id/remote_mirrors/:mirrorId/sync';
const KEY_ADDED = 'target POST /projects/:id/deploy_keys';
const KEY_REMOVED = 'target DELETE /projects/:id/deploy_keys/:keyId';
const PULL_SET = 'target PUT /projects/:id/mirror/pull';

interface Story {
  direction: 'push' | 'pull';
  /** All that is asked of GitLab, in order, when nothing goes wrong. */
  steps: Step[];
  /** What has to be there before. */
  before?(lab: MirrorCrashLab, subject: Subject): Promise<void>;
  act(lab: MirrorCrashLab, subject: Subject): Promise<void>;
  leaves: { mirrors: number; credential: ('project' | 'group')[]; keys?: number };
}

const enterGroupToken = async (lab: MirrorCrashLab, { to, group }: Subject): Promise<void> => {
  const { token, name } = lab.stage.target.world.createResourceToken({ group: to.namespace }, { name: 'group-bot' });
  await lab.stage.add('/api/tokens', {
    gitlab_instance_id: lab.targetId,
    group_path: group,
    token,
    token_name: name,
  });
};

const create = (lab: MirrorCrashLab, subject: Subject): Promise<void> => lab.create(subject);
const post =
  (path: string) =>
  async (lab: MirrorCrashLab, { mirrorId }: Subject) => {
    await lab.stage.http.post(`/api/mirrors/${mirrorId}/${path}`).expect(200);
  };
const remove = async (lab: MirrorCrashLab, { mirrorId }: Subject): Promise<void> => {
  await lab.stage.http.delete(`/api/mirrors/${mirrorId}`).expect(200);
};

const mirroredBy =
  (transport: 'https' | 'ssh') =>
  async (lab: MirrorCrashLab, subject: Subject): Promise<void> => {
    await lab.ownPair(subject, transport);
    await lab.create(subject);
  };
const changeTo =
  (transport: 'https' | 'ssh') =>
  (lab: MirrorCrashLab, subject: Subject): Promise<void> =>
    lab.changeTransport(subject, transport);

const ONE: Story['leaves'] = { mirrors: 1, credential: ['project'] };
const ONE_OF_GROUP: Story['leaves'] = { mirrors: 1, credential: ['group'] };
const ONE_BY_SSH: Story['leaves'] = { mirrors: 1, credential: [], keys: 1 };
const NOTHING: Story['leaves'] = { mirrors: 0, credential: [] };

const STORIES: Record<string, Story> = {
  'creating a push mirror with a project token': {
    direction: 'push',
    steps: [`target ${TOKEN_MADE}`, PUSH_MADE, PUSH_ASKED],
    act: create,
    leaves: ONE,
  },
  'creating a push mirror with a group token': {
    direction: 'push',
    steps: [PUSH_MADE, PUSH_ASKED],
    before: enterGroupToken,
    act: create,
    leaves: ONE_OF_GROUP,
  },
  'creating a pull mirror': {
    direction: 'pull',
    steps: [`source ${TOKEN_MADE}`, PULL_SET],
    act: create,
    leaves: ONE,
  },
  'rotating the token of a push mirror': {
    direction: 'push',
    steps: [`target ${TOKEN_MADE}`, PUSH_MADE, PUSH_REMOVED, `target ${TOKEN_REVOKED}`, PUSH_ASKED],
    before: create,
    act: post('rotate-token'),
    leaves: ONE,
  },
  'rotating the token of a pull mirror': {
    direction: 'pull',
    steps: [`source ${TOKEN_MADE}`, PULL_SET, `source ${TOKEN_REVOKED}`, 'target POST /projects/:id/mirror/pull'],
    before: create,
    act: post('rotate-token'),
    leaves: ONE,
  },
  'changing over to a group token': {
    direction: 'push',
    steps: [PUSH_MADE, PUSH_REMOVED, `target ${TOKEN_REVOKED}`, PUSH_ASKED],
    before: create,
    act: enterGroupToken,
    leaves: ONE_OF_GROUP,
  },
  'making a mirror anew that leads elsewhere': {
    direction: 'push',
    steps: [PUSH_MADE, PUSH_REMOVED, PUSH_ASKED],
    before: async (lab, subject) => {
      await lab.create(subject);
      await lab.settled();
      const { from, group } = subject;
      const mine = [...from.pushMirrors.values()].find(({ url }) => url.includes(`/${group}/`));
      if (mine) mine.url = mine.url.replace('/app.git', '/moved-away.git');
    },
    act: post('repair'),
    leaves: ONE,
  },
  'deleting a push mirror': {
    direction: 'push',
    steps: [PUSH_REMOVED, `target ${TOKEN_REVOKED}`],
    before: create,
    act: remove,
    leaves: NOTHING,
  },
  'creating a push mirror over SSH': {
    direction: 'push',
    steps: [PUSH_MADE, KEY_ADDED, PUSH_ASKED],
    before: (lab, subject) => lab.ownPair(subject, 'ssh'),
    act: create,
    leaves: ONE_BY_SSH,
  },
  'changing over to SSH': {
    direction: 'push',
    steps: [PUSH_MADE, KEY_ADDED, PUSH_REMOVED, `target ${TOKEN_REVOKED}`, PUSH_ASKED],
    before: mirroredBy('https'),
    act: changeTo('ssh'),
    leaves: ONE_BY_SSH,
  },
  'changing back to HTTPS': {
    direction: 'push',
    steps: [`target ${TOKEN_MADE}`, PUSH_MADE, PUSH_REMOVED, KEY_REMOVED, PUSH_ASKED],
    before: mirroredBy('ssh'),
    act: changeTo('https'),
    leaves: ONE,
  },
  'deleting a push mirror over SSH': {
    direction: 'push',
    steps: [PUSH_REMOVED, KEY_REMOVED],
    before: mirroredBy('ssh'),
    act: remove,
    leaves: NOTHING,
  },
  'deleting a pull mirror': {
    direction: 'pull',
    steps: [PULL_SET, `source ${TOKEN_REVOKED}`],
    before: create,
    act: remove,
    leaves: NOTHING,
  },
};

function writeOf(step: Step): Write {
  const [on, method, route] = step.split(' ') as [Write['on'], Write['method'], string];
  return { on, method, route };
}

/** What the short form tells: making, replacing and removing. */
const SHORT = [
  'creating a push mirror with a project token',
  'rotating the token of a push mirror',
  'changing over to SSH',
  'deleting a pull mirror',
];

const TOLD = Object.entries(STORIES).filter(([name]) => FORM.everyEnd || SHORT.includes(name));

/** Each way to end at each step; in the short form one of them, another for each story. */
function casesOf({ steps }: Story, index: number): { step: Step; end: End }[] {
  const all = steps.flatMap((step) => ENDS.map((end) => ({ step, end })));
  return FORM.everyEnd ? all : all.filter((_, at) => at === (index * 5 + 1) % all.length);
}

let lab: MirrorCrashLab;

beforeAll(async () => {
  lab = await MirrorCrashLab.start();
});
afterAll(() => lab.stage.stop());

describe.each(TOLD.map(([name, story], index) => ({ name, story, index })))('$name', ({ story, index }) => {
  const arranged = async (): Promise<Subject> => {
    const subject = await lab.subject(story.direction);
    await story.before?.(lab, subject);
    await lab.settled();
    return subject;
  };

  const stateOf = async (subject: Subject): Promise<object> => ({
    ...(await lab.outcome(subject)),
    surroundings: await lab.surroundings(subject),
    hasArrived: story.leaves.mirrors === 0 || (await lab.hasArrived(subject)),
  });

  const expected = (surroundings: object): object => {
    const { mirrors, credential, keys = 0 } = story.leaves;
    return {
      mirrors,
      knownByItsId: Array.from({ length: mirrors }, () => true),
      tokens: credential.filter((kind) => kind === 'project').map(() => true),
      keys: Array.from({ length: keys }, () => true),
      credential,
      openEnds: [],
      surroundings,
      hasArrived: true,
    };
  };

  it('asks these things of GitLab', async () => {
    const subject = await arranged();
    const surroundings = await lab.surroundings(subject);
    const { seen, stop } = watchWrites(lab.stage);
    await story.act(lab, subject);
    await lab.settled();
    stop();
    expect(seen.map(({ on, method, route }) => `${on} ${method} ${route}`)).toEqual(story.steps);
    expect(await stateOf(subject)).toEqual(expected(surroundings));
  });

  it.each(casesOf(story, index))('survives: $end at $step', async ({ step, end }) => {
    const subject = await arranged();
    const surroundings = await lab.surroundings(subject);
    const struck = strike(lab.stage, writeOf(step), end);
    await story.act(lab, subject);
    await struck;
    if (end !== 'lost') {
      await lab.stage.timePasses();
      lab.stage.startWorker();
    }
    lab.stage.source.faults.clear();
    lab.stage.target.faults.clear();
    await lab.settled();
    expect(await stateOf(subject)).toEqual(expected(surroundings));
  });
});
