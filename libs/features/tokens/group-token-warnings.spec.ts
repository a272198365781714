import { groupTokenWarnings } from './group-token-warnings';

const now = new Date('2025-06-15T12:00:00Z');
const good = { scopes: ['write_repository'], expiresAt: '2026-06-01', describedAt: now };

describe('groupTokenWarnings', () => {
  it.each([
    ['nothing to say', {}, []],
    ['read only is enough to pull', { scopes: ['read_repository'] }, []],
    ['never expires', { expiresAt: null }, []],
    ['unknown', { describedAt: null, scopes: [], expiresAt: null }, [/did not describe/]],
    ['no Git at all', { scopes: ['read_registry'] }, [/neither write_repository nor read_repository/]],
    ['api alone', { scopes: ['api'] }, [/api alone/]],
    ['expires tomorrow', { expiresAt: '2025-06-16' }, [/2025-06-16, in one day/]],
    ['expires next week', { expiresAt: '2025-06-22' }, [/in 7 days/]],
    ['expired', { expiresAt: '2025-06-01' }, [/expired on 2025-06-01/]],
    ['two things', { scopes: ['api'], expiresAt: '2025-06-01' }, [/api alone/, /expired/]],
  ])('%s', (_what, facts, expected) => {
    expect(groupTokenWarnings({ ...good, ...facts }, now)).toEqual(
      expected.map((pattern) => expect.stringMatching(pattern) as string),
    );
  });
});
