import { isFiltered, nextSort, readFilters } from './filters';

const read = (query: string) => readFilters(new URLSearchParams(query));

describe('readFilters', () => {
  it('reads everything that the page can be filtered by', () => {
    expect(
      read(
        'pair=3&status=failed&direction=pull&enabled=false&search=%20core%20&sort=-last_successful_update&group=a/b&token=expired&verify=drift&held=true',
      ),
    ).toEqual({
      instance_pair_id: 3,
      status: 'failed',
      direction: 'pull',
      group: 'a/b',
      token_status: 'expired',
      verify_status: 'drift',
      held: true,
      enabled: false,
      search: 'core',
      sort: '-last_successful_update',
    });
  });

  it.each([
    '',
    'pair=x',
    'pair=-1',
    'pair=0',
    'pair=1.5',
    'status=odd',
    'enabled=maybe',
    'held=1',
    'token=odd',
    'group=',
    'search=%20',
    'sort=token',
    'mirror=4',
  ])('finds nothing in %p', (query) => {
    expect(read(query)).toEqual({});
  });
});

describe('isFiltered', () => {
  it('does not count the sorting', () => {
    expect(isFiltered({ sort: 'source_project_path' })).toBe(false);
    expect(isFiltered({ enabled: false })).toBe(true);
  });
});

describe('nextSort', () => {
  it('goes round: ascending, descending, unsorted', () => {
    expect(nextSort(undefined, 'a')).toBe('a');
    expect(nextSort('a', 'a')).toBe('-a');
    expect(nextSort('-a', 'a')).toBeUndefined();
    expect(nextSort('b', 'a')).toBe('a');
  });
});
