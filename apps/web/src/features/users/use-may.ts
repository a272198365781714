import { useQuery } from '@tanstack/react-query';
import type { Role } from '../../api/model';
import { userQueries } from './queries';
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

/**
 * Properties for a button whose action needs at least this role: none for those who may, and for as long as it is not
 * known who it is, since the server refuses what is not allowed anyway.
 */
export function useMay(needed: Role): Refusal {
  const role = useQuery(userQueries.me()).data?.role;
  return role === undefined || rank(role) >= rank(needed) ? MAY : (refusals.get(needed) ?? MAY);
}
