import type { Mirror } from '../mirror.entity';
import { accessColumnsAfter } from './token-columns';

const row = (over: Partial<Mirror>): Mirror =>
  ({ mirrorTokenName: null, nextTokenName: null, deployKeyId: null, nextDeployKeyTitle: null, ...over }) as Mirror;

describe('what a row says of its access', () => {
  const key = { from: 'deploy-key', id: 5, title: 'mirror-maestro-1-new' } as const;

  it('a deploy key takes the place of a token, which is forgotten', () => {
    expect(accessColumnsAfter(row({ mirrorTokenName: 'old', mirrorTokenId: 3 }), key)).toMatchObject({
      deployKeyId: 5,
      deployKeyTitle: 'mirror-maestro-1-new',
      nextDeployKeyTitle: null,
      mirrorTokenName: null,
      mirrorTokenId: null,
      groupTokenId: null,
    });
  });

  it('a token takes the place of a deploy key', () => {
    const before = row({ deployKeyId: 5, deployKeyTitle: 'old', nextTokenName: 'new', nextTokenId: 4 });
    const token = { from: 'project', user: 'new', token: 'glpat-x' } as const;
    expect(accessColumnsAfter(before, token)).toMatchObject({
      deployKeyId: null,
      deployKeyTitle: null,
      mirrorTokenName: 'new',
      mirrorTokenId: 4,
      nextTokenName: null,
    });
  });

  it('the same token stays what it is', () => {
    const columns = accessColumnsAfter(row({ mirrorTokenName: 'same' }), { from: 'project', user: 'same', token: 'x' });
    expect(columns).not.toHaveProperty('mirrorTokenName');
  });
});
