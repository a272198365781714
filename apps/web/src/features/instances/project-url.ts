import type { Instance } from '../../api/model';

/** Where a project is for people: below the instance's address, which may end with slashes. */
export const projectUrl = ({ url }: Instance, path: string): string => `${url.replace(/\/+$/, '')}/${path}`;
