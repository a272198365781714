import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RefChange } from '../world/events';

/** Has the hooks judge a push by the level of whoever pushes, and write down what it changed; tells both to `receive` as environment. */
export async function whileReceiving<T>(
  level: number,
  receive: (env: Record<string, string>) => Promise<T>,
): Promise<{ result: T; changes: RefChange[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'gitlab-push-'));
  const file = join(folder, 'changes');
  try {
    const result = await receive({ GL_LEVEL: String(level), GL_CHANGES: file });
    return { result, changes: parse(await readFile(file, 'utf8').catch(() => '')) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const parse = (text: string): RefChange[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [before = '', after = '', ref = ''] = line.split(' ');
      return { before, after, ref };
    });
