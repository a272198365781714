import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode, openDataDir, StartError } from '@app/common';
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
  openDataDir(dataDir);
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

/** @throws StartError when it holds anything but keys */
function read(path: string): string[] {
  const keys = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (keys.length > 0 && keys.every((key) => FernetKey.isKey(key))) return keys;
  throw new StartError(
    `The key file ${path} is ${keys.length === 0 ? 'empty' : 'damaged: a line of it is no key'}. ` +
      'Put the keys of this installation back: without them no stored token can be read.',
  );
}

/** A complete file beside the real one. */
function writeDraft(path: string, keys: string[]): string {
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, keys.map((key) => `${key}\n`).join(''));
  fsyncSync(file);
  closeSync(file);
  return draft;
}
