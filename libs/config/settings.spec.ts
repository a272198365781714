import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurationReference, exampleEnvironment } from './documentation';
import { readSettings, SettingsError } from './settings';

const KEY = `${'A'.repeat(43)}=`;

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
};

describe('settings', () => {
  it('needs nothing: every variable has a default', () => {
    const settings = readSettings({});
    expect(settings.get('PORT')).toBe(8000);
    expect(settings.get('AUTH_ENABLED')).toBe(true);
    expect(settings.get('DATABASE_URL')).toBeNull();
  });

  it('reads the names of the original product', () => {
    const settings = readSettings({ HOST: '127.0.0.1', PORT: '9000', AUTH_ENABLED: 'False', LOG_LEVEL: 'debug' });
    expect(settings.values).toMatchObject({ HOST: '127.0.0.1', PORT: 9000, AUTH_ENABLED: false, LOG_LEVEL: 'DEBUG' });
  });

  it('takes an empty value as absent', () => {
    expect(readSettings({ PORT: '', REDIS_URL: '' }).values).toMatchObject({ PORT: 8000, REDIS_URL: null });
  });

  it('reports all faults at once and names each variable', () => {
    const faults = faultsOf({ PORT: 'eighty', AUTH_ENABLED: 'perhaps', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'LOUD' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['PORT', 'DATABASE_URL', 'AUTH_ENABLED', 'LOG_LEVEL']);
  });

  it('reads a secret from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'password');
    writeFileSync(file, 'from-a-file\n');
    expect(readSettings({ AUTH_PASSWORD_FILE: file }).get('AUTH_PASSWORD')).toBe('from-a-file');
    expect(faultsOf({ AUTH_PASSWORD_FILE: file, AUTH_PASSWORD: 'direct' })[0]).toContain('both set');
    expect(faultsOf({ AUTH_PASSWORD_FILE: '/nowhere/password' })[0]).toContain('no file /nowhere/password');
    expect(faultsOf({ AUTH_PASSWORD_FILE: tmpdir() })[0]).toMatch(/^AUTH_PASSWORD cannot be read/);
  });

  it('does not take an empty file for an empty password', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'password');
    writeFileSync(file, '\n');
    expect(faultsOf({ AUTH_PASSWORD_FILE: file })).toEqual([
      `AUTH_PASSWORD is missing: the file ${file} (AUTH_PASSWORD_FILE) is empty.`,
    ]);
  });

  it('refuses keys that are none at once, says how one is made, and shows none', () => {
    const [fault, ...others] = faultsOf({ ENCRYPTION_KEY: `${KEY},not-a-key` });
    expect(fault).toMatch(/^ENCRYPTION_KEY must hold keys of 32 bytes.*openssl rand 32.*; number 2 is not one\.$/);
    expect(fault).not.toContain('not-a-key');
    expect(others).toEqual([]);
  });

  it('reads keys from a key file, one a line', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'keys');
    writeFileSync(file, `${KEY}\n${KEY}\n`);
    expect(readSettings({ ENCRYPTION_KEY_FILE: file }).get('ENCRYPTION_KEY')).toEqual([KEY, KEY]);
  });

  it.each(['postgres://u:50%off@db/maestro', 'postgres://u:a/b@db/maestro', 'postgres://u:a#b@db/maestro'])(
    'tells how the password of %s has to be written',
    (url) => {
      const [fault] = faultsOf({
        ENVIRONMENT: 'production',
        AUTH_PASSWORD: 'x',
        ENCRYPTION_KEY: KEY,
        DATABASE_URL: url,
      });
      expect(fault).toMatch(/^DATABASE_URL is not a URL; in its password write % as %25/);
      expect(fault).not.toContain(url);
    },
  );

  it('looks into the file of certificates', () => {
    expect(faultsOf({ GITLAB_CA_FILE: '/nowhere/ca.pem' })[0]).toMatch(/^GITLAB_CA_FILE .*no file \/nowhere\/ca.pem/);
    expect(faultsOf({ GITLAB_CA_FILE: __filename })[0]).toMatch(/^GITLAB_CA_FILE must be a file of certificates/);
  });

  describe('in production', () => {
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'settings-'));
    const production = { ENVIRONMENT: 'production', DATA_DIR };

    it('refuses missing secrets and names them', () => {
      const faults = faultsOf(production).join('\n');
      expect(faults).toContain('AUTH_PASSWORD is missing');
      expect(faults).toContain('ENCRYPTION_KEY is missing');
    });

    it('refuses default secrets', () => {
      const faults = faultsOf({
        ...production,
        AUTH_PASSWORD: 'changeme',
        ENCRYPTION_KEY: KEY,
        DATABASE_URL: 'postgres://maestro:maestro@db/maestro',
      });
      expect(faults).toHaveLength(2);
      expect(faults.join('\n')).toMatch(/AUTH_PASSWORD is a default[^]*DATABASE_URL has a default/);
    });

    it('never shows a secret in a fault', () => {
      expect(faultsOf({ ...production, DATABASE_URL: 'mysql://u:hunter2hunter2@db/x' }).join()).not.toContain(
        'hunter2',
      );
    });
  });

  it.each([
    ['docs/configuration.md', configurationReference],
    ['.env.example', exampleEnvironment],
  ])('%s is up to date (npm run config:docs)', (file, generate) => {
    const path = join(__dirname, '../..', file);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(generate());
  });
});
