import { createHash, timingSafeEqual } from 'node:crypto';

/** What may be remembered of a text that must not be: all are of one length. */
export const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** In constant time, whatever the lengths. */
export const isSameText = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
