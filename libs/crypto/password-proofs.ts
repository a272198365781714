import { timingSafeEqual } from 'node:crypto';
import { verifyPassword } from './password';
import { digest } from './same-text';

const REMEMBERED = 1000;

/**
 * scrypt takes tens of milliseconds, and a script sends the same right password with each call: what was proven for a
 * stored hash is remembered beside it. A changed password has another hash, and so asks for a new proof.
 */
export class PasswordProofs {
  private readonly proven = new Map<string, Buffer>();

  async isRight(password: string, stored: string): Promise<boolean> {
    const given = digest(password);
    const known = this.proven.get(stored);
    if (known && timingSafeEqual(known, given)) return true;
    if (!(await verifyPassword(password, stored))) return false;
    if (this.proven.size >= REMEMBERED) this.proven.clear();
    this.proven.set(stored, given);
    return true;
  }
}
