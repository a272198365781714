import { rememberSecret } from '@app/common';
import { FernetKey, InvalidFernetToken } from './fernet';

/** Encrypts with the first key and decrypts with any, so that keys can be rotated without downtime. */
export class SecretBox {
  private readonly keys: FernetKey[];

  constructor(keys: string[]) {
    if (keys.length === 0) throw new Error('At least one encryption key is needed.');
    this.keys = keys.map((key) => new FernetKey(key));
  }

  seal(plain: string): string {
    rememberSecret(plain);
    return this.first.encrypt(plain);
  }

  /** @throws InvalidFernetToken when none of the keys fits */
  open(token: string): string {
    for (const key of this.keys) {
      try {
        const plain = key.decrypt(token);
        rememberSecret(plain);
        return plain;
      } catch (error) {
        if (!(error instanceof InvalidFernetToken)) throw error;
      }
    }
    throw new InvalidFernetToken();
  }

  /** Whether it stands under the first key. */
  isCurrent(token: string): boolean {
    try {
      this.first.decrypt(token);
      return true;
    } catch (error) {
      if (!(error instanceof InvalidFernetToken)) throw error;
      return false;
    }
  }

  /** The same secret under the first key. */
  reseal(token: string): string {
    return this.seal(this.open(token));
  }

  private get first(): FernetKey {
    const [key] = this.keys;
    if (key === undefined) throw new Error('At least one encryption key is needed.');
    return key;
  }
}
