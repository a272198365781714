import { unsoundTexts } from './unsound-text';

describe('texts that cannot be stored', () => {
  it.each([
    ['a sound text', { name: 'Größe 🎯 a\nb' }, []],
    ['a NUL', { name: 'a\0b' }, ['name']],
    ['half a surrogate pair', { name: 'a\ud83d' }, ['name']],
    ['deep inside', { filters: { labels_any: ['a', 'b\0'] }, name: 'x' }, ['filters.labels_any.1']],
    ['in a key', { user_mapping: { 'a\0': 'b' } }, ['user_mapping']],
    ['in several', { a: '\0', b: '\udc00' }, ['a', 'b']],
    ['no object', null, []],
    ['a bare text', '\0', ['body']],
  ])('%s', (_case, value, fields) => {
    expect(unsoundTexts(value)).toEqual(fields);
  });
});
