import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '@app/config';
import { generateAdminPassword, passwordCheck } from './admin-password';
import { basicCredentials } from './basic-credentials';

describe('administrator password', () => {
  const emptyDir = (): string => mkdtempSync(join(tmpdir(), 'auth-'));

  it('is AUTH_PASSWORD when that is given', async () => {
    const settings = readSettings({ AUTH_PASSWORD: 'correct horse', DATA_DIR: emptyDir() });
    expect(await generateAdminPassword(settings)).toBeNull();
    const check = passwordCheck(settings);
    expect(await Promise.all([check('correct horse'), check('correct horse'), check('wrong'), check('')])).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is otherwise made once; only its hash is kept, for the owner alone', async () => {
    const settings = readSettings({ DATA_DIR: emptyDir() });
    const password = await generateAdminPassword(settings);
    expect(password).toMatch(/^[\w-]{16}$/);
    expect(await generateAdminPassword(settings)).toBeNull();
    const file = join(settings.get('DATA_DIR'), 'admin-password');
    expect(readFileSync(file, 'utf8')).not.toContain(password);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const check = passwordCheck(settings);
    expect(await Promise.all([check(password ?? ''), check(`${password}x`)])).toEqual([true, false]);
  });

  it('never matches when there is none', async () => {
    const check = passwordCheck(readSettings({ DATA_DIR: emptyDir() }));
    expect(await Promise.all([check(''), check('changeme')])).toEqual([false, false]);
  });
});

describe('HTTP Basic', () => {
  const encoded = (text: string): string => Buffer.from(text).toString('base64');

  it.each([
    [`Basic ${encoded('anna:secret')}`, 'anna', 'secret'],
    [`basic  ${encoded('anna:with:colons:')} `, 'anna', 'with:colons:'],
    [`Basic ${encoded('anna::first')}`, 'anna', ':first'],
    [`Basic ${encoded('jörg:日本\n😀')}`, 'jörg', '日本\n😀'],
    [`Basic ${encoded('anna:')}`, 'anna', ''],
  ])('%s', (header, username, password) => {
    expect(basicCredentials(header)).toEqual({ username, password });
  });

  it.each([
    undefined,
    '',
    'Basic',
    'Basic !!!!',
    `Basic ${encoded('no colon')}`,
    `Basic ${encoded(':')}`,
    `Bearer ${encoded('anna:secret')}`,
    `NotBasic ${encoded('anna:secret')}`,
    `Basic ${encoded('anna:secret')} more`,
  ])('nothing in %s', (header) => {
    expect(basicCredentials(header)).toBeNull();
  });
});
