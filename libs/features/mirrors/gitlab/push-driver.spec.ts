import { inSteps } from './push-driver';

describe('changes of a push mirror', () => {
  it('are sent at once', () => {
    const changes = { keep_divergent_refs: true, mirror_branch_regex: '^main$' };
    expect(inSteps(changes, true)).toEqual([changes]);
    expect(inSteps({}, true)).toEqual([]);
  });

  it('never name both ways of choosing branches, and push nothing in between', () => {
    expect(
      inSteps({ keep_divergent_refs: true, only_protected_branches: false, mirror_branch_regex: 'x' }, true),
    ).toEqual([
      { keep_divergent_refs: true, only_protected_branches: false, enabled: false },
      { mirror_branch_regex: 'x', enabled: true },
    ]);
    expect(inSteps({ only_protected_branches: true, mirror_branch_regex: null }, false)).toEqual([
      { mirror_branch_regex: null, enabled: false },
      { only_protected_branches: true, enabled: false },
    ]);
  });
});
