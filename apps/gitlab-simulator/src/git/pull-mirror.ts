import { RE2JS } from 're2js';
import { NO_COMMIT, type RefChange } from '../world/events';
import type { Project, PullMirror } from '../world/model';
import { ensureRepository, isAncestor, isProtected, listRefs } from './repository';
import { remoteError, remoteOf } from './remote';
import { git, gitText } from './run';

const UPSTREAM = 'refs/remotes/upstream/';

function carries(project: Project, mirror: PullMirror, branch: string): boolean {
  if (mirror.branchRegex) return RE2JS.compile(mirror.branchRegex).matcher(branch).find();
  return !mirror.onlyProtectedBranches || isProtected(project, branch);
}

/**
 * One run of a pull mirror: fetches, moves branches that did not diverge (all, when it may overwrite), adds new ones and tags.
 * What was deleted upstream stays. Resolves with the changed refs; throws with the text for `last_error`.
 */
export async function pullFromMirror(project: Project, mirror: PullMirror): Promise<RefChange[]> {
  const repository = ensureRepository(project);
  const remote = remoteOf(mirror.url);
  const before = new Map((await listRefs(project)).map((ref) => [ref.name, ref.sha]));
  const refspecs = [`+refs/heads/*:${UPSTREAM}*`, '+refs/tags/*:refs/tags/*'];
  const fetched = await git(
    repository,
    ['fetch', '--quiet', '--prune', '--no-tags', '--no-write-fetch-head', '--', remote.url, refspecs[0] ?? ''],
    {
      config: remote.config,
    },
  );
  if (fetched.code !== 0) throw new Error(remoteError('fetch remote: git fetch', fetched.code, fetched.stderr));
  const tags = await git(
    repository,
    ['fetch', '--quiet', '--no-write-fetch-head', '--', remote.url, refspecs[1] ?? ''],
    { config: remote.config },
  );
  if (tags.code !== 0) throw new Error(remoteError('fetch remote: git fetch', tags.code, tags.stderr));
  const rows = await gitText(repository, ['for-each-ref', '--format=%(refname) %(objectname)', UPSTREAM]);
  const updates: string[] = [];
  for (const row of rows.split('\n').filter(Boolean)) {
    const [name = '', sha = ''] = row.split(' ');
    const branch = name.slice(UPSTREAM.length);
    const ref = `refs/heads/${branch}`;
    const own = before.get(ref);
    if (own === sha || !carries(project, mirror, branch)) continue;
    if (own && !mirror.overwritesDivergedBranches && !(await isAncestor(project, own, sha))) continue;
    updates.push(`update ${ref} ${sha} ${own ?? NO_COMMIT}\n`);
  }
  if (updates.length > 0) await gitText(repository, ['update-ref', '--stdin'], { input: updates.join('') });
  const changes: RefChange[] = [];
  for (const ref of await listRefs(project)) {
    const old = before.get(ref.name) ?? NO_COMMIT;
    if (old !== ref.sha) changes.push({ ref: ref.name, before: old, after: ref.sha });
  }
  return changes;
}
