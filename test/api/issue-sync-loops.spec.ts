import { startSimulator, type Project, type Simulator } from '../../apps/gitlab-simulator/src';
import { comments, type Config, IssueSyncLab } from '../support/issue-sync-lab';

describe('issue sync in circles', () => {
  let lab: IssueSyncLab;
  let c: Simulator;
  let third: number;

  beforeAll(async () => {
    lab = await IssueSyncLab.start();
    c = await startSimulator({ name: 'c', settings: { mirrorDelayMs: 0 } });
    third = await lab.register(c);
  });

  afterAll(async () => {
    await lab?.stop();
    await c?.stop();
  });

  afterEach(() => void (lab.a.settings.clockSkewMs = 0));

  const titles = (simulator: Simulator, project: Project): string[] =>
    simulator.world.issuesOf(project).map(({ title }) => title);

  /** Until nothing can still be on its way: one round more than there are configs. */
  const settle = async (configs: Config[]): Promise<void> => {
    for (let round = 0; round <= configs.length; round++) for (const config of configs) await lab.sync(config);
  };

  it('two configs in opposite directions carry each issue over once, and its changes from where it is native', async () => {
    const here = await lab.a.world.createProject({ path: 'both/here' });
    const there = await lab.b.world.createProject({ path: 'both/there' });
    const { source, target } = lab.instances;
    const forth = await lab.connect([source, here], [target, there]);
    const back = await lab.connect([target, there], [source, here]);
    const ours = lab.a.world.createIssue(here, { title: 'From A' });
    const theirs = lab.b.world.createIssue(there, { title: 'From B' });
    await settle([forth, back]);
    expect(titles(lab.a, here).toSorted()).toEqual(['From A', 'From B']);
    expect(titles(lab.b, there).toSorted()).toEqual(['From A', 'From B']);

    lab.a.world.updateIssue(ours, { title: 'From A, changed' });
    lab.a.world.addNote(ours, 'a comment');
    lab.b.world.updateIssue(theirs, { title: 'From B, changed' });
    await settle([forth, back]);
    expect(titles(lab.a, here).toSorted()).toEqual(['From A, changed', 'From B, changed']);
    expect(titles(lab.b, there).toSorted()).toEqual(['From A, changed', 'From B, changed']);
    const copy = lab.b.world.issuesOf(there).find(({ title }) => title.startsWith('From A'));
    expect(copy && comments(copy)).toHaveLength(1);
    expect(copy?.labels.map(({ name }) => name)).toEqual([`Mirrored-From::instance-${source}`]);

    await lab.countFromNow();
    await settle([forth, back]);
    const writes = [lab.a, lab.b].flatMap((simulator) =>
      Object.keys(simulator.requests.byRoute).filter((route) => !route.startsWith('GET')),
    );
    expect(writes).toEqual([]);
  });

  it('a clock that is ahead dates the copies, and hides no change on their side', async () => {
    lab.a.settings.clockSkewMs = 600_000;
    const here = await lab.a.world.createProject({ path: 'ahead/here' });
    const there = await lab.b.world.createProject({ path: 'ahead/there' });
    const { source, target } = lab.instances;
    const forth = await lab.connect([source, here], [target, there]);
    const back = await lab.connect([target, there], [source, here]);
    const ours = lab.a.world.createIssue(here, { title: 'From A' });
    await settle([forth]);
    lab.a.world.updateIssue(ours, { title: 'From A, changed' });
    await settle([forth, back]);
    lab.b.world.createIssue(there, { title: 'From B' });
    await lab.sync(back);
    expect(titles(lab.a, here).toSorted()).toEqual(['From A, changed', 'From B']);
  });

  it('what is carried on from a copy is not missed, however old the change is by the first clock', async () => {
    lab.a.settings.clockSkewMs = -600_000;
    const path = 'chain/app';
    const one = await lab.a.world.createProject({ path });
    const two = await lab.b.world.createProject({ path });
    const three = await c.world.createProject({ path });
    const { source, target } = lab.instances;
    const first = await lab.connect([source, one], [target, two]);
    const second = await lab.connect([target, two], [third, three]);
    const issue = lab.a.world.createIssue(one, { title: 'One' });
    await settle([first, second]);
    lab.b.world.createIssue(two, { title: 'Two' });
    await settle([first, second]);
    lab.a.world.updateIssue(issue, { title: 'One, changed' });
    await settle([first, second]);
    expect(titles(c, three).toSorted()).toEqual(['One, changed', 'Two']);
  });

  it('two sources copy into one target, each its own', async () => {
    const one = await lab.a.world.createProject({ path: 'many/one' });
    const two = await lab.a.world.createProject({ path: 'many/two' });
    const both = await lab.b.world.createProject({ path: 'many/both' });
    const { source, target } = lab.instances;
    const configs = [
      await lab.connect([source, one], [target, both]),
      await lab.connect([source, two], [target, both]),
    ];
    lab.a.world.createIssue(one, { title: 'Of one' });
    const issue = lab.a.world.createIssue(two, { title: 'Of two' });
    await settle(configs);
    lab.a.world.updateIssue(issue, { title: 'Of two, changed' });
    await settle(configs);
    expect(titles(lab.b, both).toSorted()).toEqual(['Of one', 'Of two, changed']);
  });

  it.each([true, false])('a ring of three instances ends, with labels copied: %s', async (syncLabels) => {
    const path = `ring/labels-${syncLabels}`;
    const one = await lab.a.world.createProject({ path });
    const two = await lab.b.world.createProject({ path });
    const three = await c.world.createProject({ path });
    const { source, target } = lab.instances;
    const options = { sync_labels: syncLabels };
    const ring = [
      await lab.connect([source, one], [target, two], options),
      await lab.connect([target, two], [third, three], options),
      await lab.connect([third, three], [source, one], options),
    ];
    lab.a.world.createIssue(one, { title: 'Once', labels: ['bug'] });
    await settle(ring);
    expect([titles(lab.a, one), titles(lab.b, two), titles(c, three)]).toEqual([['Once'], ['Once'], ['Once']]);
  });
});
