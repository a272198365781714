import type { GitlabProject } from '@app/gitlab';

/** Our user's role in the project; null when GitLab doesn't tell, as for administrators that are no members. */
export function accessLevel({ permissions }: GitlabProject): number | null {
  const levels = [permissions?.project_access?.access_level, permissions?.group_access?.access_level];
  const known = levels.filter((level) => level !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}
