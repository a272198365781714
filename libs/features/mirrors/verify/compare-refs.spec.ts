import { carries, compareRefs, relation, type GitRef, type ProjectRefs } from './compare-refs';

const ALL = { onlyMirrorProtectedBranches: false, mirrorBranchRegex: null };

const refs = (branches: Record<string, string>, tags: Record<string, string> = {}): ProjectRefs => {
  const list = (from: Record<string, string>): GitRef[] => Object.entries(from).map(([name, sha]) => ({ name, sha }));
  return { branches: list(branches), tags: list(tags) };
};

describe('comparing refs', () => {
  it('finds equal sides equal', () => {
    const same = refs({ main: 'a', dev: 'b' }, { v1: 'c' });
    expect(compareRefs(same, same, ALL)).toEqual({ compared: 3, equal: 3, missing: [], different: [], extra: [] });
  });

  it('lists what is missing, different and extra, branches and tags apart', () => {
    const result = compareRefs(
      refs({ main: 'a', dev: 'b', both: 'x' }, { v1: 'c', v2: 'd' }),
      refs({ main: 'z', both: 'x', old: 'o' }, { v1: 'c', v0: 'e' }),
      ALL,
    );
    expect(result).toEqual({
      compared: 5,
      equal: 2,
      missing: [
        { kind: 'branch', name: 'dev', source: 'b' },
        { kind: 'tag', name: 'v2', source: 'd' },
      ],
      different: [{ kind: 'branch', name: 'main', source: 'a', target: 'z' }],
      extra: [
        { kind: 'branch', name: 'old', target: 'o' },
        { kind: 'tag', name: 'v0', target: 'e' },
      ],
    });
  });

  it('a branch and a tag of the same name are two things', () => {
    const result = compareRefs(refs({ v1: 'a' }), refs({}, { v1: 'a' }), ALL);
    expect(result.missing).toEqual([{ kind: 'branch', name: 'v1', source: 'a' }]);
    expect(result.extra).toEqual([{ kind: 'tag', name: 'v1', target: 'a' }]);
  });

  it('nothing on either side is equal', () => {
    expect(compareRefs(refs({}), refs({}), ALL)).toMatchObject({ compared: 0, missing: [], extra: [] });
  });

  describe('of a filtered mirror', () => {
    const source: ProjectRefs = {
      branches: [
        { name: 'main', sha: 'a', protected: true },
        { name: 'dev', sha: 'b', protected: false },
      ],
      tags: [],
    };

    it('looks at protected branches of the source only', () => {
      const only = { ...ALL, onlyMirrorProtectedBranches: true };
      const result = compareRefs(source, refs({ main: 'a', other: 'x' }), only);
      expect(result).toEqual({ compared: 1, equal: 1, missing: [], different: [], extra: [] });
    });

    it.each([
      ['^ma', ['main']],
      ['e', ['dev']],
      ['^(main|dev)$', ['main', 'dev']],
      ['nothing', []],
    ])('looks at branches in which %s is found', (mirrorBranchRegex, names) => {
      const result = compareRefs(source, refs({}), { ...ALL, mirrorBranchRegex });
      expect(result.missing.map(({ name }) => name)).toEqual(names);
    });

    it('compares tags all the same', () => {
      const tagged = { ...source, tags: [{ name: 'v1', sha: 'c' }] };
      const only = { ...ALL, onlyMirrorProtectedBranches: true };
      expect(compareRefs(tagged, refs({ main: 'a' }), only).missing).toEqual([
        { kind: 'tag', name: 'v1', source: 'c' },
      ]);
    });
  });
});

describe('which branches a mirror carries', () => {
  it('all without a filter', () => expect(carries(ALL)({ name: 'x', sha: 'a' })).toBe(true));
  it('an unknown protection is none', () => {
    expect(carries({ ...ALL, onlyMirrorProtectedBranches: true })({ name: 'x', sha: 'a' })).toBe(false);
  });
});

describe('how a branch of the target stands to that of the source', () => {
  const ref = { kind: 'branch' as const, name: 'main', source: 'new', target: 'old' };
  it.each([
    ['old', 'behind'],
    ['new', 'ahead'],
    ['base', 'diverged'],
    [null, 'diverged'],
  ])('with the merge base %s it is %s', (base, expected) => expect(relation(ref, base)).toBe(expected));
});
