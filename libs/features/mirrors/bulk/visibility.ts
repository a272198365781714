/** From the least public on. */
export const VISIBILITIES = ['private', 'internal', 'public'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** GitLab's own word; one that we don't know is taken as the safest. */
export const visibilityOf = (text: string): Visibility => VISIBILITIES.find((known) => known === text) ?? 'private';

/** GitLab lets nothing be more public than the group that it is in. */
export const leastPublic = (...all: Visibility[]): Visibility =>
  VISIBILITIES.find((visibility) => all.includes(visibility)) ?? 'private';
