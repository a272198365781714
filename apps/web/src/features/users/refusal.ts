import type { Role } from '../../api/model';
import { ROLES, roleName } from './roles';

/** The least role that changes each kind of thing, as the server asks for it; reading needs no more than a viewer. */
const NEEDED = {
  mirrors: 'operator',
  'issue sync': 'operator',
  'followed groups': 'operator',
  'group defaults': 'operator',
  schedules: 'operator',
  runs: 'operator',
  pairs: 'admin',
  instances: 'admin',
  'group tokens': 'admin',
  configuration: 'admin',
  notifications: 'admin',
  users: 'admin',
} as const satisfies Record<string, Role>;

export type Thing = keyof typeof NEEDED;

export interface Refusal {
  disabled?: true;
  /** Why, as the browser's own tooltip: it shows on disabled buttons, too. */
  title?: string;
}

const MAY: Refusal = {};

const rank = (role: Role): number => ROLES.findIndex(({ value }) => value === role);

/** The same object for the same answer, so that rows that get it need not render again. */
const refusals = new Map(
  ROLES.map(({ value }): [Role, Refusal] => [
    value,
    { disabled: true, title: `This needs the role ${roleName(value)}: ask an administrator.` },
  ]),
);

/** Undefined is not known yet: nothing is disabled then, since the server refuses what is not allowed anyway. */
export function refusalFor(role: Role | undefined, thing: Thing): Refusal {
  const needed = NEEDED[thing];
  return role === undefined || rank(role) >= rank(needed) ? MAY : (refusals.get(needed) ?? MAY);
}
