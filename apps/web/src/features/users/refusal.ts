import type { Role } from '../../api/model';
import { ROLES, roleName } from './roles';

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
export const refusalFor = (role: Role | undefined, needed: Role): Refusal =>
  role === undefined || rank(role) >= rank(needed) ? MAY : (refusals.get(needed) ?? MAY);
