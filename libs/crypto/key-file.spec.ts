import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addKeyToFile, keysFromFile } from './key-file';
import { SecretBox } from './secret-box';

describe('the key file', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'maestro-keys-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('is made once, for its owner only', () => {
    const keys = keysFromFile(join(dataDir, 'fresh'));
    expect(keys).toHaveLength(1);
    expect(keysFromFile(join(dataDir, 'fresh'))).toEqual(keys);
    expect(statSync(join(dataDir, 'fresh/encryption.key')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['empty', ''],
    ['damaged', 'not-a-key\n'],
  ])('is never made anew where it is %s: that would lose every stored token', (what, text) => {
    const path = join(dataDir, 'encryption.key');
    writeFileSync(path, text);
    expect(() => keysFromFile(dataDir)).toThrow(`The key file ${path} is ${what}`);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('takes a new key before the others, so that old secrets stay readable', () => {
    const sealed = new SecretBox(keysFromFile(dataDir)).seal('secret');
    const [first] = keysFromFile(dataDir);
    addKeyToFile(dataDir);
    const keys = keysFromFile(dataDir);
    expect(keys).toEqual([expect.any(String), first]);
    const box = new SecretBox(keys);
    expect([box.open(sealed), box.isCurrent(sealed), box.isCurrent(box.reseal(sealed))]).toEqual([
      'secret',
      false,
      true,
    ]);
    expect(statSync(join(dataDir, 'encryption.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['encryption.key']);
  });
});
