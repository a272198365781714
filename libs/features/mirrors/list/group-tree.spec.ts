import { groupTree } from './group-tree';

describe('the tree of groups', () => {
  it('counts a mirror in its group and in every group above', () => {
    const tree = groupTree([
      { path: 'platform/core', count: 2 },
      { path: 'platform', count: 1 },
      { path: 'platform/core/deep', count: 4 },
      { path: 'tools', count: 3 },
    ]);
    expect(tree).toEqual([
      { groupPath: 'platform', direct: 1, total: 7 },
      { groupPath: 'platform/core', direct: 2, total: 6 },
      { groupPath: 'platform/core/deep', direct: 4, total: 4 },
      { groupPath: 'tools', direct: 3, total: 3 },
    ]);
  });

  it('puts subgroups right after their group', () => {
    const paths = groupTree([
      { path: 'a-b', count: 1 },
      { path: 'a/c', count: 1 },
    ]).map(({ groupPath }) => groupPath);
    expect(paths).toEqual(['a', 'a/c', 'a-b']);
  });

  it('is empty without mirrors', () => expect(groupTree([])).toEqual([]));
});
