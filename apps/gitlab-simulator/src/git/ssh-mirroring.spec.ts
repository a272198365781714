import { startSimulator, type Project, type Simulator, type Token } from '..';

describe('push mirrors over SSH', () => {
  let source: Simulator;
  let target: Simulator;
  let tokens: { source: Token; target: Token };

  beforeAll(async () => {
    const settings = { mirrorDelayMs: 10 };
    [source, target] = await Promise.all([
      startSimulator({ name: 'source', version: '18.11.0-ee', settings }),
      startSimulator({ name: 'target', settings }),
    ]);
    tokens = { source: source.world.createToken(), target: target.world.createToken() };
  });
  afterAll(() => Promise.all([source.stop(), target.stop()]));

  const call = async (at: 'source' | 'target', method: string, path: string, body?: object) => {
    const gitlab = at === 'source' ? source : target;
    const answer = await fetch(`${gitlab.url}/api/v4${path}`, {
      method,
      headers: { 'PRIVATE-TOKEN': tokens[at].token, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  };

  let count = 0;
  async function mirror(hostKeys: string[]): Promise<{ from: Project; to: Project; path: string; id: number }> {
    const name = `app-${++count}`;
    const from = await source.world.createProject({
      path: `team/${name}`,
      commits: [{ branch: 'main', message: 'First', files: { 'a.txt': '1' }, tag: 'v1' }],
    });
    const to = await target.world.createProject({ path: `copy/${name}` });
    const { body: project } = await call('target', 'GET', `/projects/${to.id}`);
    const body = { url: project.ssh_url_to_repo, enabled: true, auth_method: 'ssh_public_key', host_keys: hostKeys };
    const path = `/projects/${from.id}/remote_mirrors`;
    const made = await call('source', 'POST', path, body);
    expect(made).toMatchObject({ status: 201, body: { auth_method: 'ssh_public_key', url: body.url } });
    return { from, to, path, id: made.body.id as number };
  }

  async function allow({ path, to, id }: Awaited<ReturnType<typeof mirror>>, canPush: boolean): Promise<number> {
    const { body } = await call('source', 'GET', `${path}/${id}/public_key`);
    const request = { title: 'mirror', key: body.public_key, can_push: canPush };
    return (await call('target', 'POST', `/projects/${to.id}/deploy_keys`, request)).body.id as number;
  }

  async function update({ path, id }: { path: string; id: number }): Promise<Record<string, unknown>> {
    expect((await call('source', 'POST', `${path}/${id}/sync`)).status).toBe(204);
    await source.mirrorsSettled();
    return (await call('source', 'GET', `${path}/${id}`)).body;
  }

  it('need the key of the host, and a deploy key that may write', async () => {
    const made = await mirror([await target.hostKey()]);
    expect(await update(made)).toMatchObject({ last_error: expect.stringContaining('Permission denied') as string });
    const keyId = await allow(made, false);
    expect(await update(made)).toMatchObject({
      update_status: 'failed',
      last_error: expect.stringContaining('does not have write access') as string,
    });
    expect(
      (await call('target', 'PUT', `/projects/${made.to.id}/deploy_keys/${keyId}`, { can_push: true })).status,
    ).toBe(200);
    expect(await update(made)).toMatchObject({ update_status: 'finished', last_error: null });
    expect([...(await target.world.refs(made.to)).keys()]).toEqual([...(await source.world.refs(made.from)).keys()]);
  });

  it.each([
    ['none', async () => []],
    ['another', async () => [await source.hostKey()]],
  ])('do not trust a host of which %s key is known', async (_which, keys) => {
    const made = await mirror(await keys());
    await allow(made, true);
    expect(await update(made)).toMatchObject({
      update_status: 'failed',
      last_error: expect.stringContaining('Host key verification failed') as string,
    });
  });

  it('refuse what is no key, and a GitLab before 18.11 takes no notice of host keys', async () => {
    const { from, path, id } = await mirror([]);
    expect(await call('source', 'PUT', `${path}/${id}`, { host_keys: ['nonsense'] })).toMatchObject({ status: 400 });
    const older = await startSimulator({ name: 'older', version: '18.10.0-ee' });
    const project = await older.world.createProject({ path: 'team/app' });
    const answer = await fetch(`${older.url}/api/v4/projects/${project.id}/remote_mirrors`, {
      method: 'POST',
      headers: { 'PRIVATE-TOKEN': older.world.createToken().token, 'Content-Type': 'application/json' },
      body: JSON.stringify({ url: [...from.pushMirrors.values()][0]?.url, host_keys: [await target.hostKey()] }),
    });
    expect(await answer.json()).toMatchObject({ host_keys: [] });
    await older.stop();
  });
});
