import { readFilters } from './filters';

describe('The filters of the audit trail', () => {
  it('understand the address', () => {
    expect(readFilters(new URLSearchParams('actor=ada&action=deleted&about=pair&id=7&search=%20prod%20'))).toEqual({
      actor: 'ada',
      action: 'deleted',
      entity_type: 'pair',
      entity_id: 7,
      search: 'prod',
    });
  });

  it('mean whole days of the reader’s calendar, the last one included', () => {
    const { since, until } = readFilters(new URLSearchParams('from=2026-03-05&to=2026-03-05'));
    expect(since).toBe(new Date('2026-03-05T00:00:00').toISOString());
    expect(Date.parse(until ?? '') - Date.parse(since ?? '')).toBe(86_400_000);
  });

  it('ignore what they do not understand', () => {
    expect(readFilters(new URLSearchParams('action=eaten&about=cake&id=-1&from=yesterday&to=2026-13-45'))).toEqual({});
  });
});
