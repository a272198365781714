import { BUILT_IN_VIEWS, viewChanges, viewQuery } from './saved-views';

const query = (text: string): string => viewQuery(new URLSearchParams(text));

describe('a saved view', () => {
  it('is what filters and sorts, whatever the order in the address', () => {
    expect(query('status=failed&mirror=12&pair=3&sort=-created_at&tree=1')).toBe(
      'pair=3&sort=-created_at&status=failed',
    );
    expect(query('pair=3&status=failed')).toBe(query('status=failed&pair=3'));
  });

  it('clears what it does not name when it is shown', () => {
    expect(viewChanges('pair=3')).toMatchObject({ pair: '3', status: null, search: null, sort: null });
    expect(Object.keys(viewChanges(''))).not.toContain('mirror');
  });

  it.each(BUILT_IN_VIEWS)('$name is written in that order, so that it is recognised', ({ query: text }) => {
    expect(query(text)).toBe(text);
  });
});
