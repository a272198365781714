import { AppError } from '@app/common';
import { InvalidFernetToken, type SecretBox } from '@app/crypto';

/**
 * A stored secret in plain.
 * @param what begins the sentence: "The token of Production"
 * @throws AppError (503) when it was encrypted with a key that we don't have any more
 */
export function openSecret(box: SecretBox, sealed: string, what: string): string {
  try {
    return box.open(sealed);
  } catch (error) {
    if (!(error instanceof InvalidFernetToken)) throw error;
    const message = `${what} cannot be decrypted with the present ENCRYPTION_KEY. Put the former key back, or enter the token again.`;
    throw new AppError('unavailable', 'secret_unreadable', message, { cause: error });
  }
}
