import { RE2JS } from 're2js';
import type { PushMirror } from '../world/model';
import { ensureRepository, isAncestor, isProtected, listRefs, type Ref } from './repository';
import { remoteError, remoteOf, type Remote } from './remote';
import { git } from './run';
import { withSshRemote } from './ssh-client';

/** Whether this mirror carries a branch. With "only protected" and no protected branch at all, everything goes (a known report). */
function carries(mirror: PushMirror, ref: string): boolean {
  if (!ref.startsWith('refs/heads/')) return true;
  const branch = ref.slice('refs/heads/'.length);
  if (mirror.branchRegex) return RE2JS.compile(mirror.branchRegex).matcher(branch).find();
  if (!mirror.onlyProtectedBranches || mirror.project.protectedBranches.size === 0) return true;
  return isProtected(mirror.project, branch);
}

async function readRemote(mirror: PushMirror, remote: Remote): Promise<Map<string, string>> {
  const args = ['ls-remote', '--heads', '--tags', '--refs', '--', remote.url];
  const result = await git(ensureRepository(mirror.project), args, remote);
  if (result.code !== 0) throw new Error(remoteError('push to mirror: git ls-remote', result.code, result.stderr));
  const rows = result.stdout.toString().split('\n').filter(Boolean);
  return new Map(rows.map((row) => [row.slice(41), row.slice(0, 40)]));
}

interface Plan {
  refspecs: string[];
  diverged: string[];
}

/** What has to be pushed: changed and new refs, deletions of tags and of branches that the default branch contains. */
async function plan(mirror: PushMirror, local: readonly Ref[], remote: ReadonlyMap<string, string>): Promise<Plan> {
  const { project, keepDivergentRefs } = mirror;
  const refspecs: string[] = [];
  const diverged: string[] = [];
  for (const ref of local) {
    const there = remote.get(ref.name);
    if (there === ref.sha || !carries(mirror, ref.name)) continue;
    if (keepDivergentRefs && there !== undefined && !(await isAncestor(project, there, ref.sha)))
      diverged.push(ref.name);
    else refspecs.push(`${ref.sha}:${ref.name}`);
  }
  // The default branch goes first: an empty target takes it as its own default.
  const head = `:refs/heads/${project.defaultBranch ?? ''}`;
  refspecs.sort((a, b) => Number(b.endsWith(head)) - Number(a.endsWith(head)));
  if (keepDivergentRefs) return { refspecs, diverged };
  const names = new Set(local.map((ref) => ref.name));
  const main = local.find((ref) => ref.name === `refs/heads/${project.defaultBranch ?? ''}`);
  for (const [name, sha] of remote) {
    if (names.has(name) || !carries(mirror, name)) continue;
    const gone = name.startsWith('refs/tags/') || (main !== undefined && (await isAncestor(project, sha, main.sha)));
    if (gone) refspecs.push(`:${name}`);
  }
  return { refspecs, diverged };
}

/** One run of a push mirror; throws with the text for `last_error`. */
export async function pushToMirror(mirror: PushMirror): Promise<void> {
  if (mirror.url.startsWith('ssh:')) return withSshRemote(mirror, (remote) => push(mirror, remote));
  if (!/^https?:/.test(mirror.url)) throw new Error('13:push to mirror: git push: exit status 128.');
  return push(mirror, remoteOf(mirror.url));
}

async function push(mirror: PushMirror, remote: Remote): Promise<void> {
  const local = await listRefs(mirror.project);
  const { refspecs, diverged } = await plan(mirror, local, await readRemote(mirror, remote));
  for (let at = 0; at < refspecs.length; at += 200) {
    const args = ['push', '--quiet', ...(mirror.keepDivergentRefs ? [] : ['--force']), '--', remote.url];
    const batch = [...args, ...refspecs.slice(at, at + 200)];
    const result = await git(ensureRepository(mirror.project), batch, remote);
    if (result.code !== 0) throw new Error(remoteError('push to mirror: git push', result.code, result.stderr));
  }
  if (diverged.length > 0) {
    throw new Error(`Some refs have diverged and have not been updated on the remote:\n\n${diverged.join('\n')}`);
  }
}
