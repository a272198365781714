import { overridesFromForm, overridesToForm } from './overrides';
import { NO_OVERRIDES } from './settings';

describe('overrides in a form', () => {
  it.each([
    ['nothing', {}],
    ['a direction', { mirror_direction: 'push' as const }],
    ['a yes and a no', { mirror_trigger_builds: true, mirror_overwrite_diverged: false }],
    ['some branches', { mirror_branch_regex: '^main$' }],
    ['all branches, against the filter of the pair', { mirror_branch_regex: '' }],
    ['a mirror user', { mirror_user_id: 7 }],
  ])('come back as they were: %s', (_what, said) => {
    const overrides = { ...NO_OVERRIDES, ...said };
    expect(overridesFromForm(overridesToForm(overrides))).toEqual(overrides);
  });

  it('inherit the branches while no filter is typed', () => {
    expect(overridesFromForm({ ...overridesToForm(NO_OVERRIDES), branches: 'some' }).mirror_branch_regex).toBeNull();
  });
});
