import { pageWindow } from './page-window';

describe('pageWindow', () => {
  it.each([
    [1, 20, { perPage: 20, pages: [1], skip: 0 }],
    [7, 100, { perPage: 100, pages: [7], skip: 0 }],
    [1, 500, { perPage: 100, pages: [1, 2, 3, 4, 5], skip: 0 }],
    [2, 500, { perPage: 100, pages: [6, 7, 8, 9, 10], skip: 0 }],
    [1, 150, { perPage: 100, pages: [1, 2], skip: 0 }],
    [2, 150, { perPage: 100, pages: [2, 3], skip: 50 }],
    [3, 101, { perPage: 100, pages: [3, 4], skip: 2 }],
  ])('page %i of %i', (page, perPage, expected) => {
    expect(pageWindow(page, perPage)).toEqual(expected);
  });
});
