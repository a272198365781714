import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const LENGTH = 32;

const derive = (password: string, salt: string): Promise<Buffer> =>
  new Promise((done, fail) => scrypt(password, salt, LENGTH, (error, key) => (error ? fail(error) : done(key))));

/** @returns `scrypt:<salt>:<key>` (both hexadecimal): what may be stored of a password */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString('hex');
  return `scrypt:${salt}:${(await derive(password, salt)).toString('hex')}`;
}

/** Compares in constant time with what {@link hashPassword} made; a stored text of another shape matches nothing. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, salt, key] = stored.split(':');
  if (scheme !== 'scrypt' || !salt || !key) return false;
  const expected = Buffer.from(key, 'hex');
  return expected.length === LENGTH && timingSafeEqual(await derive(password, salt), expected);
}
