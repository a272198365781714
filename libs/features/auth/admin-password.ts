import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@app/config';

const fileOf = (settings: Settings): string => join(settings.get('DATA_DIR'), 'admin-password');

const hash = (password: string, salt: string): Buffer => scryptSync(password, salt, 32);

/**
 * Without AUTH_PASSWORD a password is made at the first start; only its scrypt hash is kept in DATA_DIR.
 * @returns the password, this one time, to be shown to the operator; null when there is one already
 */
export function generateAdminPassword(settings: Settings): string | null {
  if (!settings.get('AUTH_ENABLED') || settings.get('AUTH_PASSWORD') !== null || existsSync(fileOf(settings)))
    return null;
  const password = randomBytes(12).toString('base64url');
  const salt = randomBytes(16).toString('hex');
  mkdirSync(settings.get('DATA_DIR'), { recursive: true, mode: 0o711 });
  writeFileSync(fileOf(settings), `scrypt:${salt}:${hash(password, salt).toString('hex')}\n`, {
    mode: 0o600,
    flag: 'wx',
  });
  return password;
}

/** How to check a password in constant time: against AUTH_PASSWORD, or else the generated one. */
export function passwordCheck(settings: Settings): (password: string) => boolean {
  const given = settings.get('AUTH_PASSWORD');
  const stored = given === null && existsSync(fileOf(settings)) ? readFileSync(fileOf(settings), 'utf8').trim() : null;
  const [, salt, expected] = stored?.split(':') ?? ['', randomBytes(16).toString('hex'), null];
  const saltText = salt ?? '';
  const reference = given !== null ? hash(given, saltText) : expected ? Buffer.from(expected, 'hex') : null;
  // scrypt takes tens of milliseconds; a script that calls us all day sends the same right password each time.
  let proven: Buffer | null = null;
  return (password) => {
    const quick = Buffer.from(password, 'utf8');
    if (proven && proven.length === quick.length && timingSafeEqual(proven, quick)) return true;
    if (reference === null || !timingSafeEqual(hash(password, saltText), reference)) return false;
    proven = quick;
    return true;
  };
}
