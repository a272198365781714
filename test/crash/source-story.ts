import type { Issue, Note, Project, Simulator, User } from '../../apps/gitlab-simulator/src';
import { Random } from './random';

const START = Date.parse('2026-01-05T08:00:00Z');
const HOUR = 3_600_000;

const LABELS = ['bug', 'type::feature', 'später', 'needs docs'];
const FOREIGN = ['/close', '@root please', 'see #2 and #40', '```\n/close #1 @root\n```', '~bug %v1 !3 &4'];

const isComment = ({ system }: Note): boolean => !system;

/**
 * What people do in the source project: the same for the same seed, however often and whenever it is told. Times that
 * show in copies are given; those that only order changes are the present.
 */
export class SourceStory {
  private readonly random: Random;
  private hours = 0;
  private files = 0;

  private constructor(
    private readonly simulator: Simulator,
    readonly project: Project,
    private readonly people: User[],
    seed: number,
  ) {
    this.random = new Random(seed);
  }

  static async begin(simulator: Simulator, seed: number): Promise<SourceStory> {
    const { world } = simulator;
    const project = await world.createProject({ path: 'platform/app' });
    const people = ['alice', 'bob', 'chen'].map((username) => world.createUser({ username, name: `The ${username}` }));
    world.addMembers(
      project,
      people.map((person) => [person, 'developer'] as const),
    );
    for (const [at, name] of LABELS.entries()) {
      world.createLabel({ project }, { name, color: `#00${at}${at}ff`, description: `About ${name}` });
    }
    world.createMilestone({ project }, { title: 'v1' });
    return new SourceStory(simulator, project, people, seed);
  }

  async create(issues: number): Promise<void> {
    for (let at = 0; at < issues; at++) await this.createIssue();
  }

  async edit(changes: number): Promise<void> {
    for (let at = 0; at < changes; at++) await this.change();
  }

  private async createIssue(): Promise<void> {
    const { random, simulator, project } = this;
    const issue = simulator.world.createIssue(project, {
      title: `Issue ${this.issues.length + 1} 🦊`,
      description: await this.text(),
      by: random.pick(this.people),
      labels: LABELS.filter(() => random.chance(0.3)),
      assignees: random.chance(0.3) ? [random.pick(this.people)] : [],
      milestone: random.chance(0.3) ? ([...project.milestones.values()][0] ?? null) : null,
      confidential: random.chance(0.15),
      dueDate: random.chance(0.2) ? '2026-12-24' : null,
      timeEstimate: random.chance(0.3) ? random.between(1, 50) * 60 : 0,
      timeSpent: random.chance(0.3) ? random.between(1, 50) * 60 : 0,
      createdAt: this.time(),
    });
    for (let comments = random.between(0, 3); comments > 0; comments--) await this.comment(issue);
    if (random.chance(0.25)) simulator.world.updateIssue(issue, { state: 'closed' });
  }

  private async comment(issue: Issue): Promise<void> {
    const { random } = this;
    const thread = issue.notes.find(({ type }) => type === 'DiscussionNote');
    const place =
      thread && random.chance(0.5)
        ? { discussionId: thread.discussionId }
        : random.chance(0.3)
          ? { startsThread: true }
          : { internal: random.chance(0.2) };
    const body = await this.text();
    this.simulator.world.addNote(issue, { body, by: random.pick(this.people), createdAt: this.time(), ...place });
  }

  private async change(): Promise<void> {
    const { random, simulator } = this;
    const { world } = simulator;
    if (random.chance(0.1)) return this.createIssue();
    const issue = random.pick(this.issues);
    const by = random.pick(this.people);
    const note = issue.notes.find(isComment);
    switch (random.between(1, 8)) {
      case 1:
        return world.updateIssue(issue, { title: `${issue.title} (changed)`, by });
      case 2:
        return world.updateIssue(issue, { description: await this.text(), by });
      case 3:
        return world.updateIssue(issue, { state: issue.state === 'opened' ? 'closed' : 'opened', by });
      case 4:
        return world.updateIssue(issue, { labels: LABELS.filter(() => random.chance(0.5)), by });
      case 5:
        return world.updateIssue(issue, {
          timeEstimate: random.between(0, 9) * 600,
          timeSpent: random.between(0, 9) * 600,
          by,
        });
      case 6:
        return this.comment(issue);
      case 7:
        if (note) world.editNote(issue, note, await this.text());
        // Whether an edited comment shows in `updated_at` is not promised; here it is not what is tested.
        return world.updateIssue(issue, { dueDate: `2026-12-${random.between(10, 31)}`, by });
      default:
        return world.updateIssue(issue, { assignees: random.chance(0.5) ? [by] : [], by });
    }
  }

  private async text(): Promise<string> {
    const { random } = this;
    const lines = [`Text ${random.between(1, 1000)} with *markdown*.`];
    if (random.chance(0.4)) lines.push(random.pick(FOREIGN));
    if (random.chance(0.25)) {
      this.files += 1;
      const filename = `file-${this.files}.txt`;
      const upload = await this.simulator.world.addUpload(this.project, {
        filename,
        content: `Content of ${filename}`,
      });
      lines.push(`![picture](/uploads/${upload.secret}/${filename})`);
    }
    return lines.join('\n\n');
  }

  private get issues(): Issue[] {
    return this.simulator.world.issuesOf(this.project);
  }

  private time(): number {
    this.hours += 1;
    return START + this.hours * HOUR;
  }
}
