import { findLabel } from './labels';
import { fullPath, lineage } from './membership';
import type { Issue, Label, Milestone, Project, User } from './model';
import type { World } from './world';

/** `~bug ~"two words" ~12` → labels that exist. */
export function labelsIn(project: Project, text: string): Label[] {
  const found: Label[] = [];
  for (const match of text.matchAll(/~"([^"]+)"|~([^\s~,]+)|([^\s~,"]+)/g)) {
    const label = findLabel(project, match[1] ?? match[2] ?? match[3] ?? '');
    if (label) found.push(label);
  }
  return found;
}

export function usersIn(world: World, by: User, text: string): User[] {
  return text
    .split(/[\s,]+/)
    .flatMap((name) => (name === 'me' ? by : (world.usersByName.get(name.replace(/^@/, '').toLowerCase()) ?? [])));
}

export function dueDate(text: string, now: number): string | null {
  const day = /\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (day) return day;
  const days = /^today$/i.test(text) ? 0 : /^tomorrow$/i.test(text) ? 1 : null;
  return days === null ? null : new Date(now + days * 86_400_000).toISOString().slice(0, 10);
}

export function milestoneIn(project: Project, text: string): Milestone | null {
  const title = text.replace(/^%/, '').replace(/^"(.*)"$/, '$1');
  for (const owner of [project, ...lineage(project.namespace)]) {
    for (const milestone of owner.milestones.values()) if (milestone.title === title) return milestone;
  }
  return null;
}

export function issueIn(world: World, project: Project, text: string): Issue | null {
  const match = /([\w./-]+)?#(\d+)|\/([\w./-]+?)\/-\/(?:issues|work_items)\/(\d+)/.exec(text);
  if (!match) return null;
  const path = match[1] ?? match[3];
  const where =
    path === undefined
      ? project
      : (world.projectByPath(path) ?? world.projectByPath(`${fullPath(project.namespace)}/${path}`));
  return (where && world.issues(where).byIid.get(Number(match[2] ?? match[4]))) ?? null;
}
