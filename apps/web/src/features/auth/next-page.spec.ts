import { safeNext } from './next-page';

describe('safeNext', () => {
  it.each([
    ['/mirrors?status=failed', '/mirrors?status=failed'],
    ['/', '/'],
    [null, '/'],
    ['', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/login?next=/login', '/'],
  ])('%p leads to %p', (next, expected) => {
    expect(safeNext(next)).toBe(expected);
  });
});
