import { AppError, type FailureKind, ForeignError } from '@app/common';
import type { GitlabAccessToken } from '@app/gitlab';
import { Instance, type InstanceGateway } from '@features/instances';
import { GroupTokenCheck } from './group-token-check';

const instance = Object.assign(new Instance(), { id: 1, name: 'Alpha', url: 'https://alpha.example' });
const described: GitlabAccessToken = {
  id: 7,
  name: 'mirror-maestro',
  revoked: false,
  active: true,
  created_at: null,
  expires_at: '2030-01-01',
  scopes: ['write_repository'],
  user_id: 3,
  last_used_at: null,
  access_level: 40,
};
const NOW = new Date('2026-05-04T10:00:00Z');

const failure = (kind: FailureKind): ForeignError =>
  new ForeignError({
    kind,
    instance: 'Alpha',
    operation: 'describe its access token',
    reason: 'so it is',
    status: 400,
  });

/** A check before a GitLab that answers like this. */
const checkWith = (self: () => Promise<GitlabAccessToken>): GroupTokenCheck => {
  const gateway: Pick<InstanceGateway, 'clientWithToken'> = {
    clientWithToken: () => ({ tokens: { self } }) as ReturnType<InstanceGateway['clientWithToken']>,
  };
  return new GroupTokenCheck(gateway as InstanceGateway, { now: () => NOW });
};

describe('what GitLab says about a group token', () => {
  it('is kept', async () => {
    expect(await checkWith(() => Promise.resolve(described)).describe(instance, 'secret')).toEqual({
      tokenId: 7,
      scopes: ['write_repository'],
      expiresAt: '2030-01-01',
      describedAt: NOW,
    });
  });

  it.each<FailureKind>(['permission', 'not_found', 'unsupported'])(
    'is unknown when it does not describe it (%s): the token is taken on trust',
    async (kind) => {
      const check = checkWith(() => Promise.reject(failure(kind)));
      expect(await check.describe(instance, 'secret')).toMatchObject({
        scopes: [],
        expiresAt: null,
        describedAt: null,
      });
    },
  );

  it.each([
    ['it is revoked', { revoked: true }],
    ['it is not active any more', { active: false }],
  ])('stands against it when %s', async (_what, change) => {
    const check = checkWith(() => Promise.resolve({ ...described, ...change }));
    await expect(check.describe(instance, 'secret')).rejects.toMatchObject({
      kind: 'rule',
      errors: [{ field: 'token' }],
    });
  });

  it('stands against it when GitLab does not accept it', async () => {
    await expect(checkWith(() => Promise.reject(failure('auth'))).describe(instance, 'x')).rejects.toThrow(AppError);
  });

  it.each<FailureKind>(['transient', 'rate_limited'])(
    'is not guessed when GitLab cannot be asked (%s)',
    async (kind) => {
      await expect(checkWith(() => Promise.reject(failure(kind))).describe(instance, 'x')).rejects.toThrow(
        ForeignError,
      );
    },
  );
});
