import { apiRoot, expandRoute, queryString, redirectTarget } from './url';

describe('expandRoute', () => {
  it.each([
    ['/projects/:id', { id: 12 }, '/projects/12'],
    ['/projects/:id/issues/:iid', { id: 'a/b c', iid: 7 }, '/projects/a%2Fb%20c/issues/7'],
    [
      '/projects/:id/uploads/:secret/:filename',
      { id: 1, secret: 'ab', filename: 'ü?#%.png' },
      '/projects/1/uploads/ab/%C3%BC%3F%23%25.png',
    ],
    ['/groups/:id', { id: '..' }, '/groups/%2E%2E'],
  ])('%s with %j', (route, params, expected) => {
    expect(expandRoute(route, params)).toBe(expected);
  });

  it('refuses an empty parameter, which would address the whole list', () => {
    expect(() => expandRoute('/projects/:id', { id: '' })).toThrow(TypeError);
    expect(() => expandRoute('/projects/:id', {})).toThrow(TypeError);
  });
});

describe('queryString', () => {
  it.each([
    [{ a: 1, b: true, c: undefined, d: null }, 'a=1&b=true&d='],
    [{ iids: [1, 2] }, 'iids%5B%5D=1&iids%5B%5D=2'],
    [{ not: { labels: 'x,y', iids: [3] } }, 'not%5Blabels%5D=x%2Cy&not%5Biids%5D%5B%5D=3'],
    [{ updated_after: '2026-01-01T00:00:00+02:00' }, 'updated_after=2026-01-01T00%3A00%3A00%2B02%3A00'],
    [{ at: new Date(0) }, 'at=1970-01-01T00%3A00%3A00.000Z'],
  ])('%j', (query, expected) => {
    expect(queryString(query)).toBe(expected);
  });
});

describe('apiRoot', () => {
  it.each([
    ['https://gitlab.example.com', 'https://gitlab.example.com/api/v4'],
    ['https://example.com/gitlab/', 'https://example.com/gitlab/api/v4'],
    ['http://[::1]:8080', 'http://[::1]:8080/api/v4'],
  ])('of %s', (base, expected) => {
    expect(apiRoot(base).href).toBe(expected);
  });
});

describe('a redirect', () => {
  const root = apiRoot('https://gitlab.example.com');
  const from = new URL('https://gitlab.example.com/api/v4/projects/old%2Fname');

  it.each([
    ['https://gitlab.example.com/api/v4/projects/12', 'https://gitlab.example.com/api/v4/projects/12'],
    ['/api/v4/projects/12', 'https://gitlab.example.com/api/v4/projects/12'],
    ['http://gitlab.example.com/api/v4/projects/12', 'https://gitlab.example.com/api/v4/projects/12'],
    ['https://gitlab.example.com:8443/api/v4/projects/12?a=b', 'https://gitlab.example.com/api/v4/projects/12?a=b'],
    ['https://gitlab.example.com.evil.org/api/v4/projects/12', null],
    ['//evil.org/api/v4/projects/12', null],
    ['https://gitlab.example.com/users/sign_in', null],
    ['/api/v4/../../users/sign_in', null],
    ['https://user@gitlab.example.com/api/v4/projects/12', null],
    ['http://[', null],
    [undefined, null],
  ])('to %s', (location, expected) => {
    expect(redirectTarget(location, from, root)?.href ?? null).toBe(expected);
  });
});
