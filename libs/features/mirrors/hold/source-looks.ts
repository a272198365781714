import { isFailure } from '@app/common';
import type { CallOptions, GitlabBranch, GitlabClient } from '@app/gitlab';
import type { SourceLook, SourceSnapshot } from './suspicion';

/** A project whose branches are looked at. */
export interface SourceProject {
  instanceId: number;
  projectId: number;
  client: GitlabClient;
}

interface FirstPage {
  branches: GitlabBranch[];
  isComplete: boolean;
  total: number | null;
}

/**
 * Looks at sources, each once for all its mirrors: one request for up to 100 branches, at most four more for the rest of
 * the story. A failed read throws; it never counts as "nothing there".
 */
export class SourceLooks {
  private readonly pages = new Map<string, Promise<FirstPage>>();

  /** @throws ForeignError */
  async look(source: SourceProject, before: SourceSnapshot | null, options: CallOptions): Promise<SourceLook> {
    const page = await this.firstPage(source, options);
    const former = before?.defaultBranch ? await named(source, page, before.defaultBranch, options) : undefined;
    const branch = await defaultBranch(source, page, former, options);
    const now = { branches: page.total, defaultBranch: branch?.name ?? null, head: branch?.commit.id ?? null };
    if (before?.head == null || before.defaultBranch === null) {
      return { ...now, headIsKept: null, formerDefaultExists: true };
    }
    const head = former?.commit.id ?? now.head;
    const headIsKept =
      head === before.head ? null : head !== null && (await contains(source, before.head, head, options));
    return { ...now, headIsKept, formerDefaultExists: former !== undefined };
  }

  private firstPage(source: SourceProject, options: CallOptions): Promise<FirstPage> {
    const key = `${source.instanceId}:${source.projectId}`;
    const known = this.pages.get(key);
    if (known !== undefined) return known;
    const page = readFirstPage(source, options);
    this.pages.set(key, page);
    return page;
  }
}

async function readFirstPage({ client, projectId }: SourceProject, options: CallOptions): Promise<FirstPage> {
  for await (const { items, next, total } of client.branches.list(projectId, {}, options).pages()) {
    const isComplete = next === null;
    return { branches: items, isComplete, total: isComplete ? items.length : total };
  }
  return { branches: [], isComplete: true, total: 0 };
}

/** Most often the one that it was, so that one is known already when there are more than a page. */
async function defaultBranch(
  source: SourceProject,
  page: FirstPage,
  former: GitlabBranch | undefined,
  options: CallOptions,
): Promise<GitlabBranch | undefined> {
  const shown = page.branches.find((branch) => branch.default);
  if (shown !== undefined || page.isComplete) return shown;
  if (former?.default) return former;
  const { default_branch: name } = await source.client.projects.get(source.projectId, options);
  return name === null ? undefined : named(source, page, name, options);
}

async function named(
  { client, projectId }: SourceProject,
  page: FirstPage,
  name: string,
  options: CallOptions,
): Promise<GitlabBranch | undefined> {
  const shown = page.branches.find((branch) => branch.name === name);
  if (shown !== undefined || page.isComplete) return shown;
  const found = await client.branches.list(projectId, { search: `^${name}$` }, options).all();
  return found.find((branch) => branch.name === name);
}

/** Whether the history of `head` holds the commit. GitLab does not find a base for one that it does not know any more. */
async function contains(
  { client, projectId }: SourceProject,
  commit: string,
  head: string,
  options: CallOptions,
): Promise<boolean> {
  try {
    return (await client.commits.mergeBase(projectId, [commit, head], options)).id === commit;
  } catch (error) {
    if (isFailure(error, 'not_found', 'validation')) return false;
    throw error;
  }
}
