import { pathFilter } from './path-filter';

describe('patterns on paths', () => {
  it.each([
    ['api', 'api', true],
    ['api', 'core/api', true],
    ['api', 'api/web', false],
    ['API', 'api', true],
    ['core/*', 'core/api', true],
    ['core/*', 'core/deep/api', false],
    ['core/**', 'core/deep/api', true],
    ['**/legacy-*', 'core/deep/legacy-1', true],
    ['**/legacy-*', 'legacy-1', true],
    ['{core,web}/**', 'web/shop', true],
    ['*', '.github', true],
    ['!api', 'web', false],
    ['#api', 'web', false],
    ['[', 'api', false],
  ])('%s takes %s: %s', (glob, path, taken) => {
    expect(pathFilter([glob], [])(path).taken).toBe(taken);
    expect(pathFilter([], [glob])(path).taken).toBe(!taken);
  });

  it('takes everything without patterns', () => {
    expect(pathFilter([], [])('a/b')).toEqual({ taken: true });
  });
});
