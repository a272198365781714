import { ancestors, visibleGroups } from './group-nodes';

const groups = ['a-b', 'a', 'a/b', 'a/b/c', 'z'].map((group_path) => ({
  group_path,
  mirror_count: group_path.length,
  direct_count: 0,
}));
const paths = (...open: string[]): string[] => visibleGroups(groups, new Set(open)).map(({ path }) => path);

describe('visibleGroups', () => {
  it('shows the top level when nothing is open', () => {
    expect(paths()).toEqual(['a', 'a-b', 'z']);
  });

  it('shows children right below their open parent', () => {
    expect(paths('a')).toEqual(['a', 'a/b', 'a-b', 'z']);
    expect(paths('a', 'a/b')).toEqual(['a', 'a/b', 'a/b/c', 'a-b', 'z']);
  });

  it('hides what is below a closed group, even when it is open itself', () => {
    expect(paths('a/b')).toEqual(['a', 'a-b', 'z']);
  });

  it('knows which can be opened, how deep they are and how many mirrors they hold', () => {
    expect(visibleGroups(groups, new Set(['a', 'a/b']))[2]).toEqual({
      path: 'a/b/c',
      name: 'c',
      depth: 2,
      count: 5,
      hasChildren: false,
    });
    expect(visibleGroups(groups, new Set())[0]?.hasChildren).toBe(true);
  });
});

it('names the groups above a path, outermost first', () => {
  expect(ancestors('a/b/c')).toEqual(['a', 'a/b']);
  expect(ancestors('a')).toEqual([]);
});
