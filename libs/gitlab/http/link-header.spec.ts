import { nextPageQuery } from './link-header';

const next = (target: string): string => `<https://x/api/v4/a?page=1>; rel="prev", <${target}>; rel="next"`;

describe('the next page', () => {
  it.each([
    ['from Link', { link: next('https://x/api/v4/a?page=3&per_page=100') }, 'page=3&per_page=100'],
    ['only the query, whatever host Link names', { link: next('http://evil.org/b?cursor=abc') }, 'cursor=abc'],
    [
      'keyset cursors with commas and equal signs',
      { link: next('https://x/a?cursor=eyJ,a%3D&x[]=1') },
      'cursor=eyJ,a%3D&x[]=1',
    ],
    ['unquoted relations', { link: '<https://x/a?page=2>; rel=next' }, 'page=2'],
    ['several relations', { link: '<https://x/a?page=2>; rel="last next"' }, 'page=2'],
    ['none at the end', { link: '<https://x/a?page=1>; rel="first"' }, null],
    ['none without headers', {}, null],
    ['counted when Link was dropped by a proxy', { 'x-next-page': '4' }, 'per_page=100&page=4'],
    ['none when the counter is empty', { 'x-next-page': '' }, null],
    ['of keysets when Link was dropped', { 'x-next-cursor': 'eyJ=' }, 'per_page=100&page=3&cursor=eyJ%3D'],
    ['none when the cursor is empty', { 'x-next-cursor': '' }, null],
  ])('%s', (_name, headers, expected) => {
    expect(nextPageQuery(headers as Record<string, string>, 'per_page=100&page=3')).toBe(expected);
  });
});
