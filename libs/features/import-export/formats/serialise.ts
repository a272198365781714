import { stringify } from 'yaml';

/** A document that is written while it is read: lists at any depth may come piece by piece. */
export type Tree = unknown;

export const FORMATS = ['json', 'yaml'] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: Record<Format, string> = { json: 'application/json', yaml: 'application/yaml' };

/** The text of the tree in pieces. Lists that come piece by piece are read one after another, in the order of the keys. */
export const serialise = (tree: Tree, format: Format): AsyncIterable<string> =>
  format === 'json' ? json(tree) : yaml(tree);

async function* json(tree: Tree): AsyncGenerator<string> {
  yield* jsonValue(tree);
  yield '\n';
}

async function* jsonValue(value: Tree): AsyncGenerator<string> {
  if (isStream(value)) {
    let before = '[\n';
    for await (const item of value) {
      yield before;
      yield* jsonValue(item);
      before = ',\n';
    }
    yield before === '[\n' ? '[]' : '\n]';
  } else if (isRecord(value) && hasStream(value)) {
    let before = '{\n';
    for (const [key, each] of present(value)) {
      yield `${before}${JSON.stringify(key)}: `;
      yield* jsonValue(each);
      before = ',\n';
    }
    yield '\n}';
  } else {
    yield JSON.stringify(value);
  }
}

async function* yaml(value: Tree): AsyncGenerator<string> {
  if (!isRecord(value) || !hasStream(value)) {
    yield stringify(value, OPTIONS);
    return;
  }
  for (const [key, each] of present(value)) {
    if (isStream(each)) yield* yamlList(key, each);
    else yield stringify({ [key]: each }, OPTIONS);
  }
}

async function* yamlList(key: string, items: AsyncIterable<Tree>): AsyncGenerator<string> {
  let isEmpty = true;
  for await (const item of items) {
    if (isEmpty) yield `${key}:\n`;
    isEmpty = false;
    let mark = '  - ';
    for await (const text of yaml(item)) {
      yield indented(text, mark);
      mark = '    ';
    }
  }
  if (isEmpty) yield `${key}: []\n`;
}

/**
 * Names and patterns may be long, and a line that is folded is hard to compare. Tools that still read YAML 1.1 would take
 * a name such as `no` for false and a time for a date, unless it is quoted.
 */
const OPTIONS = { lineWidth: 0, compat: 'yaml-1.1' } as const;

/** Empty lines stay empty: they belong to texts of several lines. */
const indented = (text: string, first: string): string => {
  const lines = text.replace(/(?<=\n)(?=.)/g, ' '.repeat(first.length));
  return `${first}${lines}`;
};

const present = (value: Record<string, Tree>): [string, Tree][] =>
  Object.entries(value).filter(([, each]) => each !== undefined);

const isStream = (value: Tree): value is AsyncIterable<Tree> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

const isRecord = (value: Tree): value is Record<string, Tree> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isStream(value);

const hasStream = (value: Record<string, Tree>): boolean => Object.values(value).some(isStream);
