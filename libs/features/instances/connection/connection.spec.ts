import { type Connection, connectionWarnings, lacksScope } from './connection';

const now = new Date('2025-06-15T12:00:00Z');
const good: Connection = {
  version: '18.5.1-ee',
  edition: 'ee',
  tier: 'premium',
  userId: 1,
  username: 'maestro',
  isBot: false,
  scopes: ['api'],
  expiresAt: '2026-06-01',
  latencyMs: 20,
};

describe('connectionWarnings', () => {
  it.each<[string, Partial<Connection>, RegExp[]]>([
    ['nothing to say', {}, []],
    ['a token that never expires', { expiresAt: null }, []],
    ['more scopes than needed', { scopes: ['read_user', 'api', 'sudo'] }, []],
    ['scopes that GitLab does not tell', { scopes: null }, [/does not tell the scopes/]],
    ['a token without api', { scopes: ['read_api'] }, [/lacks the scope api/]],
    ['a token that dies tomorrow', { expiresAt: '2025-06-16' }, [/2025-06-16, in one day/]],
    ['a token that dies in 30 days', { expiresAt: '2025-07-15' }, [/in 30 days/]],
    ['a token that dies in 31 days', { expiresAt: '2025-07-16' }, []],
    ['a dead token', { expiresAt: '2025-06-15' }, [/expired on 2025-06-15/]],
    ['a bot', { isBot: true, username: 'project_7_bot' }, [/bot project_7_bot/]],
    ['a GitLab that cannot start push mirrors', { version: '16.10.3' }, [/16\.10\.3 cannot start.*16\.11/]],
    ['the first that can', { version: '16.11.0-ee' }, []],
    ['a version that cannot be read', { version: 'nightly' }, []],
    ['several things', { isBot: true, expiresAt: '2025-06-01' }, [/expired/, /bot/]],
  ])('%s', (_what, changes, expected) => {
    expect(connectionWarnings({ ...good, ...changes }, now)).toEqual(
      expected.map((pattern) => expect.stringMatching(pattern) as string),
    );
  });
});

describe('lacksScope', () => {
  it.each([
    [['api'], false],
    [['read_api', 'write_repository'], true],
    [[], true],
    [null, false],
  ])('%j → %s', (scopes, expected) => {
    expect(lacksScope({ scopes })).toBe(expected);
  });
});
