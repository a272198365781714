import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configurationReference, exampleEnvironment } from './documentation';
import { readSettings, SettingsError } from './settings';

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
    expect(faultsOf({ AUTH_PASSWORD_FILE: '/nowhere/password' })[0]).toContain('no file');
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
        ENCRYPTION_KEY: 'x',
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
