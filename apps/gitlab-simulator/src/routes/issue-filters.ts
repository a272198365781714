import { badParameter } from '../world/refusal';
import type { Issue } from '../world/model';
import type { Context } from '../http/context';
import type { Input } from '../http/params';

export type IssueTest = (issue: Issue) => boolean;

const some = (names: readonly string[], issue: Issue): boolean =>
  issue.labels.some((label) => names.includes(label.name));

function labelTest(names: string[]): IssueTest {
  const lower = names.map((name) => name.toLowerCase());
  if (lower.includes('none')) return (issue) => issue.labels.length === 0;
  if (lower.includes('any')) return (issue) => issue.labels.length > 0;
  return (issue) => names.every((name) => issue.labels.some((label) => label.name === name));
}

function milestoneTest(title: string): IssueTest {
  if (/^none$/i.test(title)) return (issue) => issue.milestone === null;
  if (/^any$/i.test(title)) return (issue) => issue.milestone !== null;
  return (issue) => issue.milestone?.title === title;
}

function assigneeTest(id: string): IssueTest {
  if (/^none$/i.test(id) || id === '0') return (issue) => issue.assignees.length === 0;
  if (/^any$/i.test(id)) return (issue) => issue.assignees.length > 0;
  return (issue) => issue.assignees.some((user) => user.id === Number(id));
}

function dueTest(due: string, now: number): IssueTest {
  const day = (offset: number): string => new Date(now + offset * 86_400_000).toISOString().slice(0, 10);
  switch (due) {
    case '0':
      return (issue) => issue.dueDate === null;
    case 'any':
      return (issue) => issue.dueDate !== null;
    case 'today':
      return (issue) => issue.dueDate === day(0);
    case 'tomorrow':
      return (issue) => issue.dueDate === day(1);
    case 'overdue':
      return (issue) => issue.dueDate !== null && issue.dueDate < day(0);
    case 'week':
      return (issue) => issue.dueDate !== null && issue.dueDate >= day(0) && issue.dueDate < day(7);
    case 'month':
      return (issue) => issue.dueDate !== null && issue.dueDate.slice(0, 7) === day(0).slice(0, 7);
    case 'next_month_and_previous_two_weeks':
      return (issue) => issue.dueDate !== null && issue.dueDate >= day(-14) && issue.dueDate <= day(62);
    default:
      throw badParameter('due_date does not have a valid value');
  }
}

function searchTest(text: string, within: string): IssueTest {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (issue) =>
    words.every(
      (word) =>
        (within.includes('title') && issue.title.toLowerCase().includes(word)) ||
        (within.includes('description') && (issue.description ?? '').toLowerCase().includes(word)),
    );
}

/** The filters that exist both plainly and inside of `not[…]`. */
function commonTests(input: Input, premium: boolean): IssueTest[] {
  const tests: IssueTest[] = [];
  const milestone = input.text('milestone');
  if (milestone !== undefined) tests.push(milestoneTest(milestone));
  const author = input.int('author_id');
  if (author !== undefined) tests.push((issue) => issue.author.id === author);
  const authorName = input.text('author_username')?.toLowerCase();
  if (authorName !== undefined) tests.push((issue) => issue.author.username.toLowerCase() === authorName);
  const assignee = input.text('assignee_id');
  if (assignee !== undefined) tests.push(assigneeTest(assignee));
  const assigneeNames = input.list('assignee_username')?.map((name) => name.toLowerCase());
  if (assigneeNames?.length) {
    tests.push((issue) =>
      assigneeNames.every((name) => issue.assignees.some((user) => user.username.toLowerCase() === name)),
    );
  }
  const weight = premium ? input.text('weight') : undefined;
  if (weight !== undefined) {
    if (/^none$/i.test(weight)) tests.push((issue) => issue.weight === null);
    else if (/^any$/i.test(weight)) tests.push((issue) => issue.weight !== null);
    else tests.push((issue) => issue.weight === Number(weight));
  }
  const iteration = premium ? input.text('iteration_id') : undefined;
  if (iteration !== undefined) {
    if (/^none$/i.test(iteration)) tests.push((issue) => issue.iteration === null);
    else if (/^any$/i.test(iteration)) tests.push((issue) => issue.iteration !== null);
    else tests.push((issue) => issue.iteration?.id === Number(iteration));
  }
  const epic = premium ? input.text('epic_id') : undefined;
  if (epic !== undefined) {
    if (/^none$/i.test(epic)) tests.push((issue) => issue.epic === null);
    else if (/^any$/i.test(epic)) tests.push((issue) => issue.epic !== null);
    else tests.push((issue) => issue.epic?.id === Number(epic));
  }
  return tests;
}

const TYPES = ['issue', 'incident', 'test_case', 'task'] as const;

/** Tests for all filters but the two time ranges, which the listing takes from its indexes. */
export function issueTests(ctx: Context): IssueTest[] {
  const { input, world } = ctx;
  const tests = commonTests(input, world.edition.premium);
  const state = input.oneOf('state', ['opened', 'closed', 'all']);
  if (state === 'opened' || state === 'closed') tests.push((issue) => issue.state === state);
  const labels = input.list('labels');
  if (labels?.length) tests.push(labelTest(labels));
  const confidential = input.bool('confidential');
  if (confidential !== undefined) tests.push((issue) => issue.confidential === confidential);
  const iids = input.ints('iids');
  if (iids) {
    const wanted = new Set(iids);
    tests.push((issue) => wanted.has(issue.iid));
  }
  const type = input.oneOf('issue_type', TYPES);
  if (type) tests.push((issue) => issue.type === type);
  const due = input.text('due_date');
  if (due !== undefined) tests.push(dueTest(due, world.now()));
  const search = input.text('search');
  if (search !== undefined) {
    ctx.limiter.application('search', String(ctx.actor?.user.id ?? ''));
    tests.push(searchTest(search, input.text('in') ?? 'title,description'));
  }
  const not = input.nested('not');
  for (const test of commonTests(not, world.edition.premium)) tests.push((issue) => !test(issue));
  const notLabels = not.list('labels');
  if (notLabels?.length) tests.push((issue) => !some(notLabels, issue));
  const notIids = not.ints('iids');
  if (notIids) tests.push((issue) => !notIids.includes(issue.iid));
  return tests;
}
