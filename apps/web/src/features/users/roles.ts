import type { Role } from '../../api/model';

export const ROLES: { value: Role; label: string; description: string }[] = [
  { value: 'viewer', label: 'Viewer', description: 'Sees everything but secrets, changes nothing.' },
  { value: 'operator', label: 'Operator', description: 'Works with mirrors and issue sync.' },
  {
    value: 'admin',
    label: 'Administrator',
    description: 'Also manages instances, pairs, tokens, notifications and users.',
  },
];

export const roleName = (role: Role): string => ROLES.find(({ value }) => value === role)?.label ?? role;
