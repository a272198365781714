import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rememberSecret, StartError } from '@app/common';
import { fileText } from './variable';
import { VARIABLES, type SettingValues } from './variables';

/** Injection token and type of the validated settings. */
export class Settings {
  /** @param given names of those that somebody set; the others have their defaults, or what we found out ourselves */
  constructor(
    readonly values: Readonly<SettingValues>,
    readonly given: ReadonlySet<string> = new Set(),
  ) {}

  get<K extends keyof SettingValues>(name: K): SettingValues[K] {
    return this.values[name];
  }
}

/** All faults of the environment at once, one sentence each. */
export class SettingsError extends StartError {
  constructor(readonly faults: string[]) {
    super(`The configuration is not valid:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

type Environment = Record<string, string | undefined>;

const DEFAULT_PASSWORDS = ['changeme', 'admin', 'password', 'postgres', 'maestro', 'secret'];

/**
 * Reads and checks the environment. A secret may be given as NAME_FILE; an empty value counts as absent.
 * @param found values that we found out ourselves, such as the address of the embedded PostgreSQL
 * @throws SettingsError with every fault found
 */
export function readSettings(env: Environment, found: Environment = {}): Settings {
  const faults: string[] = [];
  const given = new Set<string>();
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(VARIABLES)) {
    values[name] = variable.default;
    try {
      const text = found[name] ?? textOf(name, variable.secret, env);
      if (text === undefined) continue;
      if (found[name] === undefined) given.add(name);
      values[name] = variable.parse(text);
      // Only values that hold nothing but a secret; URLs are masked by their shape.
      if (variable.secret && !URL.canParse(text)) for (const part of text.split(/[,\n]/)) rememberSecret(part.trim());
    } catch (error) {
      faults.push(`${name} ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  const settings = values as SettingValues;
  settings.DATA_DIR = resolve(settings.DATA_DIR);
  if (settings.ENVIRONMENT === 'production') faults.push(...productionFaults(settings));
  if (faults.length > 0) throw new SettingsError(faults);
  return new Settings(settings, given);
}

function textOf(name: string, secret: boolean, env: Environment): string | undefined {
  const direct = env[name] === '' ? undefined : env[name];
  const path = secret ? env[`${name}_FILE`] : undefined;
  if (!path) return direct;
  if (direct !== undefined) throw new Error(`and ${name}_FILE are both set; keep one`);
  const text = fileText(path).trim();
  if (text === '') throw new Error(`is missing: the file ${path} (${name}_FILE) is empty`);
  return text;
}

function productionFaults(settings: SettingValues): string[] {
  const faults: string[] = [];
  const isDefault = (password: string): boolean => DEFAULT_PASSWORDS.includes(password.toLowerCase());
  if (settings.AUTH_ENABLED && settings.AUTH_PASSWORD === null) {
    faults.push('AUTH_PASSWORD is missing; ENVIRONMENT=production needs one (or AUTH_PASSWORD_FILE).');
  } else if (settings.AUTH_PASSWORD !== null && isDefault(settings.AUTH_PASSWORD)) {
    faults.push('AUTH_PASSWORD is a default password; choose another for ENVIRONMENT=production.');
  }
  if (settings.ENCRYPTION_KEY.length === 0 && !existsSync(join(settings.DATA_DIR, 'encryption.key'))) {
    faults.push(
      'ENCRYPTION_KEY is missing; ENVIRONMENT=production needs one (or ENCRYPTION_KEY_FILE, or the key file).',
    );
  }
  const password = settings.DATABASE_URL === null ? '' : decodeURIComponent(new URL(settings.DATABASE_URL).password);
  if (isDefault(password)) {
    faults.push('DATABASE_URL has a default password; choose another for ENVIRONMENT=production.');
  }
  return faults;
}

/** The settings of this process. The only place of the server that reads process.env. */
export const settingsFromProcess = (overrides: Environment = {}, found: Environment = {}): Settings =>
  readSettings({ ...process.env, ...overrides }, found);
