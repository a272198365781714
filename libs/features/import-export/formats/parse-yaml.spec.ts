import { AppError } from '@app/common';
import { parseYaml } from './parse-yaml';

const fault = (text: string): Promise<unknown> =>
  parseYaml(text).then(
    () => null,
    (error: unknown) => error,
  );

describe('parseYaml', () => {
  it('reads YAML, and JSON as well', async () => {
    expect(await parseYaml('a:\n  - b: 1\n')).toEqual({ a: [{ b: 1 }] });
    expect(await parseYaml('{"a": [{"b": 1}]}')).toEqual({ a: [{ b: 1 }] });
  });

  it.each([
    ['what is not YAML', 'a: [1'],
    ['a key that is there twice', 'a: 1\na: 2'],
    ['an unknown alias', 'a: *b'],
    ['aliases that grow without end', bomb()],
  ])('refuses %s, saying what is wrong', async (_case, text) => {
    const error = await fault(text);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ kind: 'invalid', code: 'invalid_yaml', errors: [{ field: 'body' }] });
  });

  it.each([
    ['lists', '['.repeat(20_000)],
    ['lists in lines', '- '.repeat(20_000)],
    ['keys', '? '.repeat(20_000)],
  ])('refuses %s in each other without end, again and again', async (_case, text) => {
    for (let i = 0; i < 3; i++) {
      expect(await fault(text)).toMatchObject({
        code: 'invalid_yaml',
        errors: [{ message: 'it is nested too deeply' }],
      });
    }
  });
});

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 9; i++)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n');
}
