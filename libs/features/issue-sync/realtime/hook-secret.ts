import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Older deliveries with a good signature are replays. */
const MAX_AGE_SECONDS = 5 * 60;
const PREFIX = 'whsec_';

/** In the form that GitLab 19 wants of a signing token; older versions take it as the plain secret. */
export const newHookSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`;

export interface DeliveryProof {
  /** `X-Gitlab-Token` */
  token: string | undefined;
  /** `webhook-signature`: `v1,<base64>`, several separated by spaces (19.0+). */
  signature: string | undefined;
  /** `webhook-id` */
  id: string | undefined;
  /** `webhook-timestamp`, seconds. */
  timestamp: string | undefined;
  body: Buffer;
}

/** Whether a delivery comes from someone who knows the secret. A signature counts more than the plain token. */
export function isGenuine(secret: string, proof: DeliveryProof, now: Date): boolean {
  if (proof.signature === undefined) return isSame(proof.token ?? '', secret);
  const { id = '', timestamp = '' } = proof;
  const age = Math.abs(now.getTime() / 1000 - Number(timestamp));
  if (!(age <= MAX_AGE_SECONDS)) return false;
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(proof.body).digest('base64');
  return proof.signature.split(' ').some((one) => isSame(one, `v1,${expected}`));
}

/** In constant time for texts of one length. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
