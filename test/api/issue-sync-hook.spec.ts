import { GitlabClient, LocalBudget } from '@app/gitlab';
import { ensureHook } from '../../libs/features/issue-sync/realtime/source-hook';
import { type Project, type Simulator, startSimulator } from '../../apps/gitlab-simulator/src';

const signal = new AbortController().signal;

describe('the webhook of a source', () => {
  let gitlab: Simulator;
  let project: Project;
  let client: GitlabClient;

  beforeAll(async () => {
    gitlab = await startSimulator({ name: 'a', version: '19.1.0-ee' });
  });

  afterAll(() => gitlab?.stop());

  let run = 0;
  beforeEach(async () => {
    run += 1;
    project = await gitlab.world.createProject({ path: `group/app${run}` });
    const { token } = gitlab.world.createToken();
    client = new GitlabClient({ baseUrl: gitlab.url, instanceName: 'a', token, budget: new LocalBudget() });
  });

  const ensured = (secret: string, knownId: number | null): Promise<number> => {
    const url = 'https://maestro.example/api/webhooks/issue-sync/1';
    return ensureHook(client, project.id, { url, secret, gitlabVersion: '18.0.0', knownId }, signal);
  };
  const tokens = (): (string | null)[] => [...project.hooks.values()].map(({ token }) => token);

  it('that is there from before the database was lost gets our secret', async () => {
    const hookId = await ensured('of the lost database', null);
    expect(await ensured('ours', null)).toBe(hookId);
    expect(tokens()).toEqual(['ours']);
  });

  it('gets its secret again after a change of its address has erased it', async () => {
    const hookId = await ensured('ours', null);
    for (const hook of project.hooks.values()) hook.token = null;
    expect(await ensured('ours', hookId)).toBe(hookId);
    expect(tokens()).toEqual(['ours']);
  });

  it('is left alone when it is as it should be', async () => {
    const hookId = await ensured('ours', null);
    gitlab.requests.reset();
    expect(await ensured('ours', hookId)).toBe(hookId);
    expect(gitlab.requests.byRoute).toEqual({ 'GET /api/v4/projects/:id/hooks': 1 });
  });
});
