import { type FailureKind, ForeignError } from '@app/common';
import { Instance, type InstanceGateway } from '@features/instances';
import type { Side } from '../mirror-context';
import { TokenProof } from './token-proof';

type Client = ReturnType<InstanceGateway['clientWithToken']>;

const fails = (kind: FailureKind) => (): Promise<never> =>
  Promise.reject(
    new ForeignError({ kind, instance: 'Beta', operation: 'describe its token', reason: 'so it is', status: 400 }),
  );

/** What the proof says when Git and the API answer like this. */
function proofWith(git: boolean | null, self: () => Promise<{ active: boolean }>): Promise<boolean> {
  const gateway = { clientWithToken: () => ({ tokens: { self } }) as unknown as Client };
  const side: Side = {
    instance: new Instance(),
    client: { git: { allows: () => Promise.resolve(git) } } as unknown as Client,
    projectId: 1,
    projectPath: 'backup/api',
  };
  const use = {
    url: 'https://b.example/backup/api.git',
    access: 'push',
    credential: { user: 'u', token: 't' },
  } as const;
  return new TokenProof(gateway as unknown as InstanceGateway).holds(side, use, {});
}

describe('a new project access token', () => {
  it.each([true, false])('is judged by Git alone when it answers: %s', async (answer) => {
    expect(await proofWith(answer, fails('transient'))).toBe(answer);
  });

  it.each([
    ['describes itself as alive', () => Promise.resolve({ active: true }), true],
    ['describes itself as dead', () => Promise.resolve({ active: false }), false],
    ['may use Git only', fails('permission'), true],
    ['meets a GitLab before 15.5', fails('not_found'), true],
    ['is unknown to GitLab', fails('auth'), false],
  ])('where no Git is served, a token that %s', async (_case, self, works) => {
    expect(await proofWith(null, self)).toBe(works);
  });

  it('stays unproven while GitLab gives no clear answer', async () => {
    await expect(proofWith(null, fails('transient'))).rejects.toMatchObject({ kind: 'transient' });
  });
});
