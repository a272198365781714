import { botRole, botTokenName, checkGroupToken, expiryDay, gitScope } from './credential';
import type { MirrorSettings } from '../mirror-settings';

const settings = (mirrorProtectedBranches: boolean): MirrorSettings => ({
  mirrorDirection: 'push',
  mirrorProtectedBranches,
  mirrorOverwriteDiverged: false,
  mirrorTriggerBuilds: false,
  onlyMirrorProtectedBranches: false,
  mirrorBranchRegex: null,
  mirrorUserId: null,
});

describe('our bot', () => {
  it.each([
    ['push', true, 40, 'write_repository'],
    ['push', false, 30, 'write_repository'],
    ['pull', true, 20, 'read_repository'],
  ] as const)('%s, protected branches %s: role %d, scope %s', (direction, protectedBranches, role, scope) => {
    expect(botRole(direction, settings(protectedBranches))).toBe(role);
    expect(gitScope(direction)).toBe(scope);
  });

  it('has a name that tells whose it is', () => {
    expect(botTokenName(12, 'a1b2c3d4')).toBe('mirror-maestro-12-a1b2c3d4');
  });

  it('lives as long as configured', () => {
    expect(expiryDay(new Date('2025-01-31T23:59:59Z'), 30)).toBe('2025-03-02');
  });
});

describe('a group token', () => {
  const now = new Date('2025-06-15T12:00:00Z');
  const token = { groupPath: 'platform', tokenName: 'bot', scopes: ['write_repository'], expiresAt: null };

  it.each([
    ['push with write_repository', { scopes: ['write_repository'] }, 'push'],
    ['pull with read_repository', { scopes: ['read_repository'] }, 'pull'],
    ['pull with write_repository', { scopes: ['write_repository'] }, 'pull'],
    ['scopes that GitLab did not tell', { scopes: [] }, 'push'],
    ['dies tomorrow', { expiresAt: '2025-06-16' }, 'push'],
  ] as const)('is used: %s', (_name, over, direction) => {
    expect(() =>
      checkGroupToken(
        { ...token, ...over, scopes: [...((over as { scopes?: string[] }).scopes ?? token.scopes)] },
        direction,
        'Lab',
        now,
      ),
    ).not.toThrow();
  });

  it.each([
    [
      'push with read_repository only',
      { scopes: ['read_repository'] },
      /bot of platform on Lab lacks the scope write_repository/,
    ],
    ['push with api only', { scopes: ['api'] }, /lacks the scope write_repository/],
    ['died today', { expiresAt: '2025-06-15' }, /has expired/],
  ])('is complained about: %s', (_name, over, message) => {
    expect(() => checkGroupToken({ ...token, ...over }, 'push', 'Lab', now)).toThrow(message);
  });
});
