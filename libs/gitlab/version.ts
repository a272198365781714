/** `17.6.2-ee` → `[17, 6]`; null when it cannot be read. */
export function parseVersion(version: string): [major: number, minor: number] | null {
  const match = /^v?(\d+)\.(\d+)/.exec(version);
  return match ? [Number(match[1]), Number(match[2])] : null;
}

/** Whether a GitLab is at least `wanted` (`'17.6'`); undefined when its version is unknown. */
export function isAtLeast(version: string | null | undefined, wanted: `${number}.${number}`): boolean | undefined {
  const actual = version ? parseVersion(version) : null;
  const needed = parseVersion(wanted);
  if (!actual || !needed) return undefined;
  return actual[0] > needed[0] || (actual[0] === needed[0] && actual[1] >= needed[1]);
}

/** Keyset paging of project issues. */
export const offersKeysetIssues = (version: string | null | undefined): boolean => isAtLeast(version, '18.3') === true;
