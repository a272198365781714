import { arrayOf, bool, DecodeError, id, listOf, num, object, oneOf, optional, orNull, str, strOrNull } from './decode';

const thing = object({
  id,
  title: str,
  note: strOrNull,
  flag: bool,
  count: num,
  state: oneOf(['opened', 'closed'], 'opened'),
  labels: listOf(str),
  owner: orNull(object({ id })),
  weight: optional(num),
});

describe('reading GitLab’s answers', () => {
  it('fills what is missing and drops what is unknown', () => {
    expect(thing({ id: 1, news: 'x' })).toEqual({
      id: 1,
      title: '',
      note: null,
      flag: false,
      count: 0,
      state: 'opened',
      labels: [],
      owner: null,
    });
  });

  it('survives values of odd types', () => {
    const odd = {
      id: 1,
      title: 5,
      note: {},
      flag: 'yes',
      count: '3',
      state: 'new',
      labels: 'a',
      owner: [],
      weight: null,
    };
    expect(thing(odd)).toMatchObject({
      title: '',
      note: null,
      flag: false,
      count: 0,
      state: 'opened',
      labels: [],
      owner: null,
    });
  });

  it('keeps an absent field absent', () => {
    expect('weight' in thing({ id: 1 })).toBe(false);
    expect(thing({ id: 1, weight: 3 }).weight).toBe(3);
  });

  it('takes ids beyond 2^31 and refuses those beyond 2^53', () => {
    expect(thing({ id: 2 ** 33 + 1 }).id).toBe(8_589_934_593);
    expect(() => thing({ id: 2 ** 53 })).toThrow(DecodeError);
  });

  it.each([[undefined], [null], [{}], ['x'], [{ id: '5' }]])('%j is no such thing', (value) => {
    expect(() => thing(value)).toThrow(DecodeError);
  });

  it.each([[undefined], [{}], [null]])('%j is no list: a failed read is never an empty one', (value) => {
    expect(() => arrayOf(thing)(value)).toThrow(DecodeError);
  });
});
