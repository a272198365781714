import { driftOf } from './key-drift';

describe('the deploy key of a mirror over SSH', () => {
  it('is as it should be while it may write', () => expect(driftOf({ can_push: true })).toEqual([]));

  it.each([
    ['gone', undefined],
    ['there, but may only read', { can_push: false }],
  ])('is drift when it is %s', (actual, key) => {
    expect(driftOf(key)).toEqual([{ field: 'deploy_key', expected: 'there, and may write', actual }]);
  });
});
