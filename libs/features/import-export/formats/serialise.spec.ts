import { parse } from 'yaml';
import { type Format, serialise, type Tree } from './serialise';

async function* stream(...items: Tree[]): AsyncGenerator {
  for (const item of items) {
    await Promise.resolve();
    yield item;
  }
}

const written = async (tree: Tree, format: Format): Promise<string> => {
  let text = '';
  for await (const piece of serialise(tree, format)) text += piece;
  return text;
};

const read = (text: string, format: Format): unknown => (format === 'json' ? JSON.parse(text) : parse(text)) as unknown;

describe.each(['json', 'yaml'] as const)('serialise to %s', (format) => {
  it.each<[string, () => Tree, unknown]>([
    ['a plain value', () => ({ a: [1, { b: null }], c: 'x' }), { a: [1, { b: null }], c: 'x' }],
    ['a list that comes piece by piece', () => ({ list: stream({ a: 1 }, { a: 2 }) }), { list: [{ a: 1 }, { a: 2 }] }],
    ['an empty one', () => ({ list: stream() }), { list: [] }],
    ['keys around it', () => ({ a: 1, list: stream({ b: 2 }), c: true }), { a: 1, list: [{ b: 2 }], c: true }],
    [
      'lists in lists',
      () => ({ outer: stream({ name: 'a', inner: stream({ x: 1 }, { x: 2 }) }, { name: 'b', inner: stream() }) }),
      {
        outer: [
          { name: 'a', inner: [{ x: 1 }, { x: 2 }] },
          { name: 'b', inner: [] },
        ],
      },
    ],
    [
      'texts that look like something else, and of several lines',
      () => ({ list: stream({ no: 'no', number: '1e3', lines: 'a\n\n  b: c\n', blank: ' x ', text: '- #:' }) }),
      { list: [{ no: 'no', number: '1e3', lines: 'a\n\n  b: c\n', blank: ' x ', text: '- #:' }] },
    ],
    ['no absent values', () => ({ a: undefined, list: stream({ b: undefined, c: 1 }) }), { list: [{ c: 1 }] }],
    ['a single number in a list', () => ({ list: stream(1, 'two') }), { list: [1, 'two'] }],
  ])('writes %s', async (_what, tree, expected) => {
    expect(read(await written(tree(), format), format)).toEqual(expected);
  });
});

it('keeps one row a line in JSON, so that versions can be compared', async () => {
  expect(await written({ list: stream({ a: 1 }, { a: 2 }) }, 'json')).toBe('{\n"list": [\n{"a":1},\n{"a":2}\n]\n}\n');
});

it.each(['1.1', '1.2'] as const)('writes YAML that says the same in version %s', async (version) => {
  const names = ['no', 'y', '012', '12:30:45', '2035-12-24T18:00:00.000Z', '<<', '1_000', '*', '&a', '~', '=', '0x1F'];
  const tree = { list: stream(...names.map((name) => ({ name, [name]: 'on' }))) };
  expect(parse(await written(tree, 'yaml'), { version })).toEqual({
    list: names.map((name) => ({ name, [name]: 'on' })),
  });
});

it('writes YAML as a person would', async () => {
  const tree = { version: 1, pairs: stream({ name: 'A', mirrors: stream({ from: 'a/b', to: 'c/d' }) }) };
  expect(await written(tree, 'yaml')).toBe(
    'version: 1\npairs:\n  - name: A\n    mirrors:\n      - from: a/b\n        to: c/d\n',
  );
});
