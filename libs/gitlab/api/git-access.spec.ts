import { Network } from '../net/network';
import { clientFor, failureOf } from '../test-support/client-for';
import { FakeGitlab, plain } from '../test-support/fake-gitlab';

const CREDENTIAL = { user: 'mirror-maestro', token: 'glpat-git-only-token' };
const CHALLENGE = { 'WWW-Authenticate': 'Basic realm="GitLab"' };

describe('asking Git for access', () => {
  let server: FakeGitlab;
  const network = new Network();

  beforeAll(async () => {
    server = await FakeGitlab.start();
  });
  afterAll(async () => {
    network.destroy();
    await server.stop();
  });

  const ask = (access: 'read' | 'push'): Promise<boolean | null> =>
    clientFor(server.url, { network }).git.allows(`${server.url}/group/project.git`, access, CREDENTIAL);

  it.each([
    ['200', 200, {}, true],
    ['401 with a challenge', 401, CHALLENGE, false],
    ['403', 403, {}, false],
    ['404: no Git here', 404, {}, null],
    ['401 without a challenge: no Git here', 401, {}, null],
  ])('%s', async (_case, status, headers, answer) => {
    server.answer(plain(status, '', headers));
    expect(await ask('push')).toBe(answer);
  });

  it('asks as Git does, with the credential of the mirror', async () => {
    server.answer(plain(200, ''));
    await ask('push');
    await ask('read');
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/group/project.git/info/refs?service=git-receive-pack',
      '/group/project.git/info/refs?service=git-upload-pack',
    ]);
    const basic = Buffer.from(`${CREDENTIAL.user}:${CREDENTIAL.token}`).toString('base64');
    expect(server.seen[0]?.headers).toMatchObject({ authorization: `Basic ${basic}` });
    expect(server.seen[0]?.headers).not.toHaveProperty('private-token');
  });

  it('does not know when Git fails', async () => {
    server.answer(plain(500, ''));
    expect(await failureOf(ask('read'))).toMatchObject({ kind: 'transient', status: 500 });
  });
});
