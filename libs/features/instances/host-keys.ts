import { createHash } from 'node:crypto';
import { invalidField } from '@app/common';

/** GitLab takes no more of one mirror. */
const MAX_HOST_KEYS = 10;

/** Those that OpenSSH offers; DSA is dead. */
const TYPES = ['ssh-ed25519', 'ssh-rsa', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'];

interface HostKey {
  /** As known_hosts names it (`host`, `[host]:2222`, several with commas, or hashed); empty in a bare key. */
  host: string;
  type: string;
  data: string;
}

/** A line `[host] type data [comment]`; null when it is none. */
function parse(line: string): HostKey | null {
  const words = line.trim().split(/\s+/);
  const at = words.findIndex((word) => TYPES.includes(word));
  const [type = '', data = ''] = words.slice(at, at + 2);
  if (at < 0 || at > 1 || !isKeyData(type, data)) return null;
  const host = at === 1 ? (words[0] ?? '') : '';
  return host.startsWith('@') ? null : { host, type, data };
}

/** The data of a key begins with its own type, as bytes after their number. */
function isKeyData(type: string, data: string): boolean {
  const bytes = Buffer.from(data, 'base64');
  const length = bytes.length < 4 ? 0 : bytes.readUInt32BE(0);
  return bytes.toString('base64') === data && bytes.subarray(4, 4 + length).toString() === type;
}

/**
 * Host keys as we store and send them: what `ssh-keyscan` prints, lines of known_hosts, or bare keys; without comments,
 * empty lines and repetitions.
 * @throws AppError (422, field `ssh_host_keys`) that quotes the line that is none
 */
export function normaliseHostKeys(lines: readonly string[]): string[] {
  const wanted = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const keys = wanted.map((line) => {
    const key = parse(line);
    if (key !== null) return [key.host, key.type, key.data].filter(Boolean).join(' ');
    throw invalidField(
      'ssh_host_keys',
      `"${line.length > 60 ? `${line.slice(0, 60)}…` : line}" is no host key. A line holds a type and a key, such as ssh-ed25519 AAAAC3…, or comes from known_hosts; a fingerprint (SHA256:…) is not enough.`,
    );
  });
  const unique = [...new Set(keys)];
  if (unique.length <= MAX_HOST_KEYS) return unique;
  throw invalidField('ssh_host_keys', `There are ${unique.length} host keys; GitLab takes ${MAX_HOST_KEYS} at most.`);
}

/** SHA-256 in base64, as GitLab tells it of each host key, without `SHA256:` and padding. */
export function hostKeyFingerprint(line: string): string {
  const bytes = Buffer.from(parse(line)?.data ?? '', 'base64');
  return createHash('sha256').update(bytes).digest('base64').replace(/=+$/, '');
}
