import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from '@app/common';
import { FernetKey } from './fernet';

/**
 * The keys in `encryption.key` of the data folder, first line first; the file (mode 0600) is made when it is absent.
 * Several processes may start at once: the file appears complete or not at all, and the first one wins.
 */
export function keysFromFile(dataDir: string): string[] {
  const path = join(dataDir, 'encryption.key');
  const read = (): string[] =>
    readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  try {
    return read();
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, `${FernetKey.generate()}\n`);
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return read();
}
