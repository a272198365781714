import { dueDate, issueIn, labelsIn, milestoneIn, usersIn } from './command-arguments';
import { takeCommands, type Command } from './command-text';
import { parseDuration } from './duration';
import { moveIssue, type IssueChange } from './issues';
import { projectAccess } from './membership';
import { Access, type Issue, type Label, type Project, type User } from './model';
import { addSystemNote } from './notes';
import type { World } from './world';

type Fields = Pick<Issue, 'labels' | 'assignees' | 'timeSpent'>;

/** What the quick actions of a text will do to its issue. */
export interface CommandRun {
  /** The text without its command lines; null when there was none. */
  text: string | null;
  any: boolean;
  /** As in the answer's `commands_changes`. */
  changes: Record<string, unknown>;
  messages: string[];
  /** The changes to the issue, based on what it has (or is about to get). */
  fields(base: Partial<Fields>): IssueChange;
  /** What can only be done once the issue exists and was changed. */
  finish(issue: Issue): void;
}

/** Collects the effect of the commands, one after the other; the last of a kind wins. */
class Effects {
  readonly fixed: IssueChange = {};
  readonly changes: Record<string, unknown> = {};
  readonly messages: string[] = [];
  readonly after: ((issue: Issue) => void)[] = [];
  added: Label[] = [];
  removed: Label[] | 'all' = [];
  replaceLabels = false;
  assignees: { add: User[]; remove: User[] | 'all' } | null = null;
  spent: number | 'reset' | null = null;

  constructor(
    private readonly world: World,
    private readonly by: User,
    private readonly project: Project,
  ) {}

  private say(change: Record<string, unknown>, message: string): void {
    Object.assign(this.changes, change);
    this.messages.push(message);
  }

  private set(change: IssueChange, shown: Record<string, unknown>, message: string): void {
    Object.assign(this.fixed, change);
    this.say(shown, message);
  }

  run({ name, argument }: Command): void {
    const { world, project, by } = this;
    switch (name) {
      case 'close':
        return this.set({ state: 'closed' }, { state_event: 'close' }, 'Closed this issue.');
      case 'reopen':
        return this.set({ state: 'opened' }, { state_event: 'reopen' }, 'Opened this issue.');
      case 'title':
        if (argument) this.set({ title: argument }, { title: argument }, `Changed the title to "${argument}".`);
        return;
      case 'confidential':
        return this.set({ confidential: true }, { confidential: true }, 'Made this issue confidential.');
      case 'lock':
        return this.set({ discussionLocked: true }, { discussion_locked: true }, 'Locked the discussion.');
      case 'unlock':
        return this.set({ discussionLocked: false }, { discussion_locked: false }, 'Unlocked the discussion.');
      case 'remove_due_date':
        return this.set({ dueDate: null }, { due_date: null }, 'Removed the due date.');
      case 'remove_milestone':
        return this.set({ milestone: null }, { milestone_id: null }, 'Removed milestone.');
      case 'remove_estimate':
        return this.set({ timeEstimate: 0 }, { time_estimate: 0 }, 'Removed time estimate.');
      case 'remove_time_spent':
        this.spent = 'reset';
        return this.say({ spend_time: { duration: 'reset' } }, 'Removed spent time.');
      case 'due': {
        const day = dueDate(argument, world.now());
        if (day) this.set({ dueDate: day }, { due_date: day }, `Set the due date to ${day}.`);
        return;
      }
      case 'milestone': {
        const milestone = milestoneIn(project, argument);
        if (milestone)
          this.set({ milestone }, { milestone_id: milestone.id }, `Set the milestone to %${milestone.title}.`);
        return;
      }
      case 'estimate': {
        const seconds = parseDuration(argument);
        if (seconds !== null)
          this.set({ timeEstimate: seconds }, { time_estimate: seconds }, `Set time estimate to ${argument}.`);
        return;
      }
      case 'spend': {
        const seconds = parseDuration(argument.replace(/\s*\d{4}-\d{2}-\d{2}.*$/, ''));
        if (seconds === null) return;
        this.spent = seconds;
        return this.say({ spend_time: { duration: seconds } }, `Added ${argument} spent time.`);
      }
      case 'weight': {
        if (!world.edition.premium || !/^\d+$/.test(argument)) return;
        return this.set({ weight: Number(argument) }, { weight: Number(argument) }, `Set weight to ${argument}.`);
      }
      case 'clear_weight':
        if (world.edition.premium) this.set({ weight: null }, { weight: null }, 'Cleared weight.');
        return;
      case 'type':
        if (/^(issue|incident|task)$/i.test(argument)) {
          const type = argument.toLowerCase() as Issue['type'];
          this.set({ type }, { issue_type: type }, 'Type changed successfully.');
        }
        return;
      case 'label':
      case 'relabel': {
        const labels = labelsIn(project, argument);
        if (labels.length === 0) return;
        this.replaceLabels ||= name === 'relabel';
        this.added.push(...labels);
        return this.say(
          { add_label_ids: labels.map((label) => label.id) },
          `Added ${labels.map((l) => `~${l.name}`).join(' ')} label.`,
        );
      }
      case 'unlabel': {
        const labels = labelsIn(project, argument);
        this.removed = argument === '' || this.removed === 'all' ? 'all' : [...this.removed, ...labels];
        return this.say({ remove_label_ids: labels.map((label) => label.id) }, 'Removed labels.');
      }
      case 'assign': {
        const users = usersIn(world, by, argument).filter((user) => projectAccess(user, project) >= Access.guest);
        if (users.length === 0) return;
        this.assignees = { add: [...(this.assignees?.add ?? []), ...users], remove: this.assignees?.remove ?? [] };
        return this.say(
          { assignee_ids: users.map((user) => user.id) },
          `Assigned ${users.map((u) => `@${u.username}`).join(' ')}.`,
        );
      }
      case 'unassign': {
        const users = usersIn(world, by, argument);
        this.assignees = { add: this.assignees?.add ?? [], remove: argument === '' ? 'all' : users };
        return this.say({ assignee_ids: [] }, 'Removed assignees.');
      }
      default:
        return this.later(name, argument);
    }
  }

  /** Commands that concern other things than the issue's own fields. */
  private later(name: string, argument: string): void {
    const { world, project, by } = this;
    if (name === 'duplicate') {
      const other = issueIn(world, project, argument);
      if (!other) return;
      this.set(
        { state: 'closed' },
        { canonical_issue_id: other.id },
        'Closed this issue. Marked as related to, and a duplicate of, another one.',
      );
      this.after.push(
        (issue) => void addSystemNote(world, issue, by, `marked this issue as a duplicate of #${other.iid}`),
      );
      return;
    }
    if (name === 'move' || name === 'clone') {
      const to = world.projectByPath(argument.split(' ')[0] ?? '');
      if (!to || projectAccess(by, to) < Access.reporter || name === 'clone') return;
      this.say({ target_project: to.id }, `Moved this issue to ${argument}.`);
      this.after.push((issue) => {
        if (issue.project !== to && !issue.movedTo) moveIssue(world, issue, to, by);
      });
      return;
    }
    if (name === 'promote' && world.edition.premium) {
      this.set({ state: 'closed' }, { promote_to_epic: true }, 'Promoted issue to an epic.');
      this.after.push((issue) => void addSystemNote(world, issue, by, 'promoted to epic'));
      return;
    }
    if (name === 'relate' || name === 'blocks' || name === 'blocked_by') {
      const other = issueIn(world, project, argument);
      if (!other) return;
      this.say({}, 'Linked issues.');
      this.after.push((issue) => {
        addSystemNote(world, issue, by, `marked this issue as related to #${other.iid}`);
        addSystemNote(world, other, by, `marked this issue as related to #${issue.iid}`);
        world.issues(other.project).touch(other, world.now());
      });
    }
  }

  fields(base: Partial<Fields>): IssueChange {
    const change: IssueChange = { ...this.fixed };
    if (this.added.length > 0 || this.removed.length > 0) {
      const before = this.replaceLabels || this.removed === 'all' ? [] : (base.labels ?? []);
      const removed = this.removed === 'all' ? [] : this.removed;
      change.labels = [...new Set([...before.filter((label) => !removed.includes(label)), ...this.added])];
    }
    if (this.assignees) {
      const { add, remove } = this.assignees;
      const before = remove === 'all' ? [] : (base.assignees ?? []).filter((user) => !remove.includes(user));
      change.assignees = [...new Set(this.world.edition.premium ? [...before, ...add] : add.length > 0 ? add : before)];
    }
    const spent = base.timeSpent ?? 0;
    if (this.spent === 'reset') change.timeSpent = 0;
    else if (this.spent !== null && spent + this.spent >= 0) change.timeSpent = spent + this.spent;
    return change;
  }
}

/**
 * Reads the quick actions of a description or a comment. They run as the author of the text, with his rights; without the right
 * (Planner, or one's own issue) the lines vanish all the same and nothing happens.
 */
export function runCommands(
  world: World,
  by: User,
  project: Project,
  issue: Issue | null,
  text: string | null,
): CommandRun {
  const taken = text === null ? { text, commands: [] } : takeCommands(text);
  const effects = new Effects(world, by, project);
  const may = projectAccess(by, project) >= Access.planner || issue?.author === by;
  for (const command of taken.commands) {
    if (may) effects.run(command);
    else effects.messages.push(`Could not apply ${command.name} command.`);
  }
  return {
    text: taken.text,
    any: taken.commands.length > 0,
    changes: effects.changes,
    messages: effects.messages,
    fields: (base) => effects.fields(base),
    finish: (written) => effects.after.forEach((step) => step(written)),
  };
}
