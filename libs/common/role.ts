/**
 * What a user may do, from least to most; each may do what those before it may.
 * - `viewer` sees everything (no secret is ever shown to anybody) and changes nothing;
 * - `operator` works with mirrors and issue sync: creates, triggers, repairs, schedules, pauses;
 * - `admin` also manages what holds credentials or reaches further: instances, pairs, tokens, users, notifications.
 */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const mayActAs = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);
