import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const VERSION = 0x80;
const HEADER_LENGTH = 1 + 8 + 16;
const MAC_LENGTH = 32;

/** The token was not made with this key, or is damaged. */
export class InvalidFernetToken extends Error {
  constructor() {
    super('The stored secret cannot be decrypted with any of the encryption keys.');
    this.name = 'InvalidFernetToken';
  }
}

const toBase64Url = (bytes: Buffer): string => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');

function fromBase64Url(text: string): Buffer {
  // Padding belongs to the format; Buffer would accept damaged text silently.
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(text) || text.length % 4 !== 0) throw new InvalidFernetToken();
  const bytes = Buffer.from(text, 'base64url');
  if (toBase64Url(bytes) !== text) throw new InvalidFernetToken();
  return bytes;
}

/**
 * One Fernet key: AES-128-CBC with HMAC-SHA256, readable by Python's `cryptography`.
 * Source: the Fernet specification (github.com/fernet/spec); checked against its published vectors.
 */
export class FernetKey {
  private readonly signing: Buffer;
  private readonly encryption: Buffer;

  /** @param key URL-safe base64 of 32 bytes */
  constructor(key: string) {
    if (!FernetKey.isKey(key)) throw new Error('An encryption key must be the URL-safe base64 of 32 bytes.');
    const bytes = fromBase64Url(key);
    this.signing = bytes.subarray(0, 16);
    this.encryption = bytes.subarray(16);
  }

  static generate(): string {
    return toBase64Url(randomBytes(32));
  }

  static isKey(text: string): boolean {
    try {
      return fromBase64Url(text).length === 32;
    } catch {
      return false;
    }
  }

  encrypt(plain: string, now = new Date(), iv = randomBytes(16)): string {
    const cipher = createCipheriv('aes-128-cbc', this.encryption, iv);
    const head = Buffer.alloc(9);
    head.writeUInt8(VERSION, 0);
    head.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / 1000)), 1);
    const signed = Buffer.concat([head, iv, cipher.update(plain, 'utf8'), cipher.final()]);
    return toBase64Url(Buffer.concat([signed, this.mac(signed)]));
  }

  /** @throws InvalidFernetToken */
  decrypt(token: string): string {
    const bytes = fromBase64Url(token);
    if (bytes.length < HEADER_LENGTH + 16 + MAC_LENGTH || bytes[0] !== VERSION) throw new InvalidFernetToken();
    const signed = bytes.subarray(0, -MAC_LENGTH);
    if (!timingSafeEqual(this.mac(signed), bytes.subarray(-MAC_LENGTH))) throw new InvalidFernetToken();
    try {
      const decipher = createDecipheriv('aes-128-cbc', this.encryption, signed.subarray(9, HEADER_LENGTH));
      return Buffer.concat([decipher.update(signed.subarray(HEADER_LENGTH)), decipher.final()]).toString('utf8');
    } catch {
      throw new InvalidFernetToken();
    }
  }

  private mac(signed: Buffer): Buffer {
    return createHmac('sha256', this.signing).update(signed).digest();
  }
}
