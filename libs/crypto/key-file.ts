import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { hasCode } from '@app/common';
import { FernetKey } from './fernet';

const pathIn = (dataDir: string): string => join(dataDir, 'encryption.key');

/**
 * The keys in `encryption.key` of the data folder, first line first; the file (mode 0600) is made when it is absent.
 * Several processes may start at once: the file appears complete or not at all, and the first one wins.
 */
export function keysFromFile(dataDir: string): string[] {
  const path = pathIn(dataDir);
  try {
    return read(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = writeDraft(path, [FernetKey.generate()]);
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return read(path);
}

/** Puts a new key before those in the file; a process takes it when it starts. */
export function addKeyToFile(dataDir: string): void {
  const keys = [FernetKey.generate(), ...keysFromFile(dataDir)];
  const path = pathIn(dataDir);
  renameSync(writeDraft(path, keys), path);
}

const read = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A complete file beside the real one. */
function writeDraft(path: string, keys: string[]): string {
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, keys.map((key) => `${key}\n`).join(''));
  fsyncSync(file);
  closeSync(file);
  return draft;
}
