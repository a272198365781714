import { Minimatch } from 'minimatch';

const OPTIONS = { nocase: true, dot: true, matchBase: true, nonegate: true, nocomment: true } as const;

export type PathFilter = (path: string) => { taken: true } | { taken: false; why: 'not_included' | 'excluded' };

/**
 * Globs on the path of a project relative to its group: `*` stays within a part of the path, `**` crosses parts, and a
 * glob without a slash is about the last part. Cases do not count, as on GitLab.
 * @param include empty takes everything
 */
export function pathFilter(include: readonly string[], exclude: readonly string[]): PathFilter {
  const [included, excluded] = [include, exclude].map((globs) => globs.map((glob) => new Minimatch(glob, OPTIONS)));
  const matches = (globs: Minimatch[] = [], path: string): boolean => globs.some((glob) => glob.match(path));
  return (path) => {
    if (include.length > 0 && !matches(included, path)) return { taken: false, why: 'not_included' };
    return matches(excluded, path) ? { taken: false, why: 'excluded' } : { taken: true };
  };
}
