import type { GitlabBranch, GitlabClient } from '@app/gitlab';
import { SourceLooks } from './source-looks';

const branch = (name: string, sha: string, isDefault = false): GitlabBranch =>
  ({ name, default: isDefault, commit: { id: sha } }) as GitlabBranch;

/** A project with more branches than a page; tells which requests were made. */
function largeProject(defaultName: string, branches: GitlabBranch[]): { client: GitlabClient; requests: string[] } {
  const requests: string[] = [];
  const list = (_id: number, { search }: { search?: string }) => ({
    pages: async function* () {
      requests.push('first page');
      yield { items: [branch('a', 'a1')], next: 2, total: 150 };
    },
    all: async () => {
      requests.push(search ?? '');
      return branches.filter(({ name }) => `^${name}$` === search);
    },
  });
  const get = async () => {
    requests.push('project');
    return { default_branch: defaultName };
  };
  const mergeBase = async () => {
    requests.push('merge base');
    return { id: 'm1' };
  };
  const client = { branches: { list }, projects: { get }, commits: { mergeBase } } as unknown as GitlabClient;
  return { client, requests };
}

describe('a look at a source with more branches than a page', () => {
  const before = { branches: 150, defaultBranch: 'main', head: 'm1' };

  it('asks for the default branch once', async () => {
    const { client, requests } = largeProject('main', [branch('main', 'm2', true)]);
    const look = await new SourceLooks().look({ instanceId: 1, projectId: 2, client }, before, {});
    expect(look).toEqual({
      branches: 150,
      defaultBranch: 'main',
      head: 'm2',
      headIsKept: true,
      formerDefaultExists: true,
    });
    expect(requests).toEqual(['first page', '^main$', 'merge base']);
  });

  it('asks for nothing twice when another branch is the default now', async () => {
    const { client, requests } = largeProject('trunk', [branch('main', 'm1'), branch('trunk', 't1', true)]);
    const look = await new SourceLooks().look({ instanceId: 1, projectId: 2, client }, before, {});
    expect(look).toMatchObject({ defaultBranch: 'trunk', head: 't1', headIsKept: null, formerDefaultExists: true });
    expect(requests).toEqual(['first page', '^main$', 'project', '^trunk$']);
  });
});
