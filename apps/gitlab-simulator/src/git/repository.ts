import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../world/model';
import { git, gitText } from './run';

export interface Ref {
  /** `refs/heads/main` */
  name: string;
  /** What the ref points at; for an annotated tag the tag object. */
  sha: string;
  /** The commit behind it. */
  commit: string;
}

/**
 * Pre-receive refuses the whole push, as GitLab does, when one ref may not be changed:
 * GL_LEVEL is the pusher's role, the file `protected` holds `pattern level force` a line.
 * Post-receive notes what changed for the server, which waits for it.
 */
const PRE_RECEIVE = `#!/bin/sh
[ -s "$GIT_DIR/protected" ] || exit 0
refused=0
while read -r old new ref; do
  case "$ref" in refs/heads/*) branch=\${ref#refs/heads/} ;; *) continue ;; esac
  while read -r pattern level force; do
    case "$branch" in $pattern) ;; *) continue ;; esac
    case "$old" in *[!0]*) known=1 ;; *) known=0 ;; esac
    case "$new" in
      *[!0]*) ;;
      *) echo "GitLab: You can only delete protected branches using the web interface." >&2; refused=1; continue ;;
    esac
    if [ "$GL_LEVEL" -lt "$level" ] || [ "$level" -eq 0 ]; then
      echo "GitLab: You are not allowed to push code to protected branches on this project." >&2; refused=1
    elif [ "$force" != 1 ] && [ $known = 1 ] && ! git merge-base --is-ancestor "$old" "$new"; then
      echo "GitLab: You are not allowed to force push code to a protected branch on this project." >&2; refused=1
    fi
  done < "$GIT_DIR/protected"
done
exit $refused
`;
const POST_RECEIVE = `#!/bin/sh
[ -n "$GL_CHANGES" ] && cat > "$GL_CHANGES"
exit 0
`;

/** Puts the hooks that all repositories share into `<dataDir>/hooks`. */
export function installHooks(dataDir: string): void {
  const hooks = join(dataDir, 'hooks');
  mkdirSync(hooks, { recursive: true });
  writeFileSync(join(hooks, 'pre-receive'), PRE_RECEIVE, { mode: 0o755 });
  writeFileSync(join(hooks, 'post-receive'), POST_RECEIVE, { mode: 0o755 });
}

/** Makes the bare repository when it isn't there yet: written by hand, because `git init` costs a process for each of many projects. */
export function ensureRepository(project: Project): string {
  const path = project.repositoryPath;
  if (existsSync(join(path, 'HEAD'))) return path;
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags']) {
    mkdirSync(join(path, folder), { recursive: true });
  }
  const hooks = join(path, '..', '..', 'hooks');
  const config = ['[core]', 'repositoryformatversion = 0', 'bare = true', `hooksPath = ${JSON.stringify(hooks)}`];
  const http = ['[http]', 'receivepack = true', 'uploadpack = true'];
  const other = [
    '[uploadpack]',
    'allowFilter = true',
    'allowAnySHA1InWant = true',
    '[gc]',
    'auto = 0',
    '[receive]',
    'autogc = false',
  ];
  writeFileSync(join(path, 'config'), [...config, ...http, ...other, ''].join('\n'));
  writeFileSync(join(path, 'HEAD'), `ref: refs/heads/${project.defaultBranch ?? 'main'}\n`);
  writeProtected(project);
  return path;
}

/** Tells the hooks which branches are protected. */
export function writeProtected(project: Project): void {
  if (!existsSync(project.repositoryPath)) return;
  const lines = [...project.protectedBranches.values()].map(
    (branch) => `${branch.name} ${branch.pushLevel} ${branch.allowForcePush ? 1 : 0}\n`,
  );
  writeFileSync(join(project.repositoryPath, 'protected'), lines.join(''));
}

export function setHead(project: Project, branch: string): void {
  project.defaultBranch = branch;
  writeFileSync(join(ensureRepository(project), 'HEAD'), `ref: refs/heads/${branch}\n`);
}

/** Branches and tags by name. */
export async function listRefs(project: Project): Promise<Ref[]> {
  const format = '%(refname) %(objectname) %(*objectname)';
  const text = await gitText(ensureRepository(project), [
    'for-each-ref',
    `--format=${format}`,
    'refs/heads',
    'refs/tags',
  ]);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [name = '', sha = '', peeled = ''] = line.split(' ');
      return { name, sha, commit: peeled || sha };
    });
}

export async function isAncestor(project: Project, older: string, newer: string): Promise<boolean> {
  return (await git(ensureRepository(project), ['merge-base', '--is-ancestor', older, newer])).code === 0;
}

/** The commit that a branch, tag or sha names; null when there is none. */
export async function resolveCommit(project: Project, name: string): Promise<string | null> {
  if (name.startsWith('-')) return null;
  const result = await git(ensureRepository(project), [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${name}^{commit}`,
  ]);
  const sha = result.stdout.toString().trim().split('\n').pop() ?? '';
  return result.code === 0 && /^[0-9a-f]{40}$/.test(sha) ? sha : null;
}

/** GitLab's wildcard: `*` stands for any text. */
export function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(name);
}

export function isProtected(project: Project, branch: string): boolean {
  for (const rule of project.protectedBranches.values()) if (matchesPattern(rule.name, branch)) return true;
  return false;
}
