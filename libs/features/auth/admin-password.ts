import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@app/config';
import { hashPassword, isSameText, PasswordProofs } from '@app/crypto';

const fileOf = (settings: Settings): string => join(settings.get('DATA_DIR'), 'admin-password');

/**
 * Without AUTH_PASSWORD a password is made at the first start; only its scrypt hash is kept in DATA_DIR.
 * @returns the password, this one time, to be shown to the operator; null when there is one already
 */
export async function generateAdminPassword(settings: Settings): Promise<string | null> {
  if (!settings.get('AUTH_ENABLED') || settings.get('AUTH_PASSWORD') !== null || existsSync(fileOf(settings)))
    return null;
  const password = randomBytes(12).toString('base64url');
  mkdirSync(settings.get('DATA_DIR'), { recursive: true, mode: 0o711 });
  writeFileSync(fileOf(settings), `${await hashPassword(password)}\n`, { mode: 0o600, flag: 'wx' });
  return password;
}

/** For a start that failed before it could show the password. */
export const forgetAdminPassword = (settings: Settings): void => rmSync(fileOf(settings), { force: true });

/** How to check a password in constant time: against AUTH_PASSWORD, or else the generated one. */
export function passwordCheck(settings: Settings): (password: string) => Promise<boolean> {
  const given = settings.get('AUTH_PASSWORD');
  if (given !== null) return async (password) => isSameText(password, given);
  if (!existsSync(fileOf(settings))) return async () => false;
  const stored = readFileSync(fileOf(settings), 'utf8').trim();
  const proofs = new PasswordProofs();
  return (password) => proofs.isRight(password, stored);
}
