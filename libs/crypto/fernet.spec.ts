import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FernetKey, InvalidFernetToken } from './fernet';
import { keysFromFile } from './key-file';
import { SecretBox } from './secret-box';

// The vectors published with the Fernet specification.
const SECRET = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=';
const TOKEN = 'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==';

describe('Fernet', () => {
  const key = new FernetKey(SECRET);

  it('writes the published token', () => {
    const iv = Buffer.from(Array.from({ length: 16 }, (_, i) => i));
    expect(key.encrypt('hello', new Date('1985-10-26T01:20:00-07:00'), iv)).toBe(TOKEN);
  });

  it('reads the published token', () => {
    expect(key.decrypt(TOKEN)).toBe('hello');
  });

  it.each([
    [
      'a wrong MAC',
      'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==',
    ],
    ['a token that is too short', 'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA=='],
    [
      'invalid base64',
      '%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==',
    ],
    [
      'a wrong payload size',
      'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm',
    ],
    [
      'a wrong padding',
      'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==',
    ],
    ['an empty text', ''],
  ])('refuses %s', (_name, token) => {
    expect(() => key.decrypt(token)).toThrow(InvalidFernetToken);
  });

  it('refuses a key of another size', () => {
    expect(() => new FernetKey('c2hvcnQ=')).toThrow('32 bytes');
  });
});

describe('SecretBox', () => {
  it('reads what any of its keys sealed and reseals with the first', () => {
    const [older, newer] = [FernetKey.generate(), FernetKey.generate()];
    const sealed = new SecretBox([older]).seal('glpat-x');
    const box = new SecretBox([newer, older]);
    expect(box.open(sealed)).toBe('glpat-x');
    expect(new SecretBox([newer]).open(box.reseal(sealed))).toBe('glpat-x');
  });

  it('never gives the same text twice', () => {
    const box = new SecretBox([FernetKey.generate()]);
    expect(box.seal('same')).not.toBe(box.seal('same'));
  });
});

describe('key file', () => {
  it('is made once, for the owner alone', () => {
    const dir = join(mkdtempSync(join(tmpdir(), 'keys-')), 'data');
    const keys = keysFromFile(dir);
    expect(keys).toHaveLength(1);
    expect(keysFromFile(dir)).toEqual(keys);
    expect(statSync(join(dir, 'encryption.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dir, 'encryption.key'), 'utf8').trim()).toBe(keys[0]);
  });
});
