import { createHash } from 'node:crypto';
import { Refusal } from '../world/refusal';
import type { SshKeys } from '../world/model';

const MAX_HOST_KEYS = 10;
const KEY = /(ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp\d+)\s+(AAAA[\w+/]+={0,2})/;

/**
 * The library for SSH is loaded only where somebody uses SSH. It loses a leading zero of a public key, which makes one
 * pair of 256 unreadable: then another one.
 */
export async function newSshKeys(comment: string): Promise<SshKeys> {
  const { utils } = await import('ssh2');
  for (;;) {
    const keys = utils.generateKeyPairSync('ed25519', { comment });
    if (!(utils.parseKey(keys.private) instanceof Error)) return keys;
  }
}

/** Type and data of a key, wherever they stand in a line; null when there is none. */
export function bareKey(line: string): string | null {
  const [, type, data] = KEY.exec(line) ?? [];
  return type === undefined || data === undefined ? null : `${type} ${data}`;
}

/** `SHA256:…`, as `ssh-keygen -l` shows it. */
export function fingerprint(line: string): string {
  const data = bareKey(line)?.split(' ')[1] ?? '';
  const hash = createHash('sha256').update(Buffer.from(data, 'base64')).digest('base64');
  return `SHA256:${hash.replace(/=+$/, '')}`;
}

/** Lines of known_hosts: a key that comes bare gets the host of the mirror's address. */
export function knownHosts(keys: string[], address: string): string[] {
  const complain = (what: string): Refusal => new Refusal(400, { message: `Invalid SSH host key(s): ${what}` });
  if (keys.length > MAX_HOST_KEYS) throw complain(`too many host keys (maximum is ${MAX_HOST_KEYS})`);
  const wrong = keys.filter((key) => key !== '' && bareKey(key) === null);
  if (wrong.length > 0) throw complain(wrong.join(', '));
  const { hostname, port } = new URL(address);
  const host = port === '' || port === '22' ? hostname : `[${hostname}]:${port}`;
  return keys.filter(Boolean).map((key) => (/^\S+\s+(ssh-|ecdsa-)/.test(key) ? key : `${host} ${key}`));
}
