import { createHmac } from 'node:crypto';
import { type DeliveryProof, isGenuine, newHookSecret } from './hook-secret';

const NOW = new Date('2026-01-01T12:00:00Z');
const secret = newHookSecret();
const body = Buffer.from('{"object_kind":"issue"}');

const signed = (timestamp: string, key = secret): DeliveryProof => {
  const hmac = createHmac('sha256', Buffer.from(key.replace('whsec_', ''), 'base64'));
  const digest = hmac.update(`id-1.${timestamp}.${body.toString()}`).digest('base64');
  return { token: undefined, signature: `v1,AAAA v1,${digest}`, id: 'id-1', timestamp, body };
};

const plain = (token: string | undefined): DeliveryProof => ({
  token,
  signature: undefined,
  id: undefined,
  timestamp: undefined,
  body,
});

describe('isGenuine', () => {
  const at = (seconds: number): string => String(NOW.getTime() / 1000 + seconds);

  it.each<[string, DeliveryProof, boolean]>([
    ['the plain secret', plain(secret), true],
    ['another secret', plain(newHookSecret()), false],
    ['no secret', plain(undefined), false],
    ['an empty secret', plain(''), false],
    ['a good signature among several', signed(at(-10)), true],
    ['a signature with another key', signed(at(-10), newHookSecret()), false],
    ['a signature of another body', { ...signed(at(-10)), body: Buffer.from('{}') }, false],
    ['an old signature, sent again', signed(at(-301)), false],
    ['a signature from the future', signed(at(301)), false],
    ['a signature without a time', { ...signed(at(0)), timestamp: undefined }, false],
    ['a bad signature beside the plain secret', { ...signed(at(0), newHookSecret()), token: secret }, false],
  ])('judges %s', (_what, proof, expected) => {
    expect(isGenuine(secret, proof, NOW)).toBe(expected);
  });
});
