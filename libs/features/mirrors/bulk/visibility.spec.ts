import { leastPublic, visibilityOf, type Visibility } from './visibility';

describe('visibility', () => {
  it.each<[Visibility[], Visibility]>([
    [['public', 'internal'], 'internal'],
    [['internal', 'private'], 'private'],
    [['public', 'public'], 'public'],
    [['public'], 'public'],
    [[], 'private'],
  ])('of %j the least public is %s', (all, expected) => expect(leastPublic(...all)).toBe(expected));

  it('takes a word that it does not know for the safest', () => {
    expect(visibilityOf('internal')).toBe('internal');
    expect(visibilityOf('galactic')).toBe('private');
  });
});
