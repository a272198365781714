import { normaliseGroupPath } from './group-path';

describe('normaliseGroupPath', () => {
  it.each([
    ['platform', 'platform'],
    ['/platform/core/', 'platform/core'],
    ['platform//core', 'platform/core'],
    [' platform / core ', 'platform/core'],
    ['Platform/Core.2/_x-y', 'Platform/Core.2/_x-y'],
    ['42', '42'],
  ])('%s → %s', (input, expected) => {
    expect(normaliseGroupPath(input)).toBe(expected);
  });

  it.each([
    ['nothing', ''],
    ['slashes only', '///'],
    ['an address', 'https://gitlab.example.com/platform'],
    ['a blank inside', 'plat form'],
    ['a dash first', '-platform'],
    ['a dot segment', 'platform/../secret'],
    ['a repository', 'platform/api.git'],
    ['a wildcard', 'platform/*'],
    ['too much', 'x/'.repeat(300)],
  ])('refuses %s, naming the field', (_what, input) => {
    expect(() => normaliseGroupPath(input)).toThrow('group_path');
  });
});
