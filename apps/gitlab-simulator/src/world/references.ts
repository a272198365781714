import { canSeeProject, fullPath, projectPath } from './membership';
import type { Issue, User } from './model';
import type { World } from './world';

/** The text without what GitLab never reads references in: code and comments. */
export function withoutCode(text: string): string {
  return text
    .replace(/^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|$(?![\s\S]))/gm, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<(pre|code)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, ' ')
    .replace(/^(?: {4}|\t).*$/gm, ' ');
}

/** Issues of this instance that a text mentions, by `#1`, `GL-1`, `project#1`, `group/project#1` or by their address. */
export function mentionedIssues(world: World, from: Issue, text: string): Issue[] {
  const found = new Set<Issue>();
  const clean = withoutCode(text);
  const add = (path: string | null, iid: string): void => {
    const own = from.project;
    const project =
      path === null
        ? own
        : (world.projectByPath(path) ??
          (path.includes('/') ? null : world.projectByPath(`${fullPath(own.namespace)}/${path}`)));
    const issue = project && world.issues(project).byIid.get(Number(iid));
    if (issue && issue !== from) found.add(issue);
  };
  const short = /(?<![\w\\/&#.-])((?:[\w.-]+\/)*[\w][\w.-]*)?#(\d+)(?!\w)/g;
  for (const match of clean.matchAll(short)) add(match[1] ?? null, match[2] ?? '');
  for (const match of clean.matchAll(/(?<![\w\\])GL-(\d+)\b/g)) add(null, match[1] ?? '');
  for (const match of clean.matchAll(/\[(?:issue|work_item):(?:([\w./-]+)\/)?(\d+)\]/g))
    add(match[1] ?? null, match[2] ?? '');
  const base = world.publicUrl.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const address = new RegExp(`${base}\\/([\\w./-]+?)\\/-\\/(?:issues|work_items)\\/(\\d+)`, 'g');
  for (const match of clean.matchAll(address)) add(match[1] ?? null, match[2] ?? '');
  return [...found];
}

/** Users that a text mentions by `@name` and who can see the issue: GitLab would write to them. */
export function mentionedUsers(world: World, issue: Issue, text: string): User[] {
  const found = new Set<User>();
  for (const match of withoutCode(text).matchAll(/(?<![\w\\`/.-])@([a-z0-9_](?:[\w.-]*[a-z0-9_])?)/gi)) {
    const name = (match[1] ?? '').toLowerCase();
    if (name === 'all') {
      for (const id of issue.project.members.keys()) {
        const member = world.users.get(id);
        if (member) found.add(member);
      }
      continue;
    }
    const user = world.usersByName.get(name);
    if (user && canSeeProject(user, issue.project)) found.add(user);
  }
  return [...found];
}

/** How an issue is written in the text of another one. */
export function referenceTo(issue: Issue, from: Issue): string {
  if (issue.project === from.project) return `#${issue.iid}`;
  const sameNamespace = issue.project.namespace === from.project.namespace;
  return `${sameNamespace ? issue.project.path : projectPath(issue.project)}#${issue.iid}`;
}
