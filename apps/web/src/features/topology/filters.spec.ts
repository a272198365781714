import { DEFAULTS, readFilters, toQuery, writeFilters } from './filters';

describe('The filters of the topology', () => {
  it('are the usual ones without an address', () => {
    expect(readFilters(new URLSearchParams())).toEqual(DEFAULTS);
  });

  it('ignore what they do not understand', () => {
    expect(readFilters(new URLSearchParams('pair=x&direction=up&warn=-3&error=soon&never=maybe'))).toEqual(DEFAULTS);
  });

  it('survive the way into the address and back', () => {
    const filters = {
      pair: 3,
      direction: 'pull',
      disabled: false,
      warningHours: 0.5,
      errorHours: 2,
      neverSucceeded: 'error',
    } as const;
    const params = new URLSearchParams(
      Object.entries(writeFilters(filters)).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
    );
    expect(readFilters(params)).toEqual(filters);
  });

  it('leave no trace in the address when they are as usual', () => {
    expect(Object.values(writeFilters(DEFAULTS)).every((value) => value === null)).toBe(true);
  });

  it('never ask for an error before the warning', () => {
    expect(toQuery(readFilters(new URLSearchParams('warn=48&error=1')))).toMatchObject({
      stale_warning_seconds: 172_800,
      stale_error_seconds: 172_800,
    });
  });
});
