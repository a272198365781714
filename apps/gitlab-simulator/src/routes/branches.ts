import { commitsBySha, type CommitInfo } from '../git/commits';
import { isProtected, listRefs, resolveCommit, type Ref, writeProtected } from '../git/repository';
import { git } from '../git/run';
import { findProject, writableProject } from '../http/access';
import { currentUser, viewer, type Context } from '../http/context';
import { offsetHeaders, pageOf, paginate } from '../http/pagination';
import { created, noContent, ok, type Reply } from '../http/reply';
import type { Server } from '../http/server';
import { commitView } from '../views/repository';
import { projectAccess, projectPath } from '../world/membership';
import { Access, type Project, type ProtectedBranch } from '../world/model';
import { NO_COMMIT } from '../world/events';
import { protectBranch, refsChanged } from '../world/refs';
import { badRequest, conflict, forbidden, notFound } from '../world/refusal';

const BRANCH = 'refs/heads/';
const TAG = 'refs/tags/';

/** Code is for Reporters and up where the project is private. */
export function readableCode(ctx: Context): Project {
  const project = findProject(ctx);
  if (project.repositoryAccess === 'disabled') throw notFound();
  if (project.visibility === 'private' && projectAccess(viewer(ctx), project) < Access.reporter) throw forbidden();
  return project;
}

function branchView(ctx: Context, project: Project, ref: Ref, commit: CommitInfo | undefined): Record<string, unknown> {
  const name = ref.name.slice(BRANCH.length);
  const level = projectAccess(viewer(ctx), project);
  return {
    name,
    commit: commit && commitView(ctx.world, project, commit),
    merged: false,
    protected: isProtected(project, name),
    developers_can_push: false,
    developers_can_merge: false,
    can_push: level >= (isProtected(project, name) ? Access.maintainer : Access.developer),
    default: name === project.defaultBranch,
    web_url: `${ctx.world.publicUrl}/${projectPath(project)}/-/tree/${name}`,
  };
}

function tagView(ctx: Context, project: Project, ref: Ref, commit: CommitInfo | undefined): Record<string, unknown> {
  return {
    name: ref.name.slice(TAG.length),
    message: '',
    target: ref.sha,
    commit: commit && commitView(ctx.world, project, commit),
    release: null,
    protected: false,
  };
}

/** A page of branches or tags: the commits of the shown ones only, read at once. */
async function listOf(ctx: Context, prefix: string, view: typeof branchView): Promise<Reply> {
  const project = readableCode(ctx);
  const search = ctx.input.text('search') ?? '';
  const fits = (name: string): boolean =>
    search.startsWith('^') && search.endsWith('$')
      ? name === search.slice(1, -1)
      : search.startsWith('^')
        ? name.startsWith(search.slice(1))
        : search.endsWith('$')
          ? name.endsWith(search.slice(0, -1))
          : name.toLowerCase().includes(search.toLowerCase());
  const refs = (await listRefs(project)).filter(
    (ref) => ref.name.startsWith(prefix) && fits(ref.name.slice(prefix.length)),
  );
  const page = pageOf(ctx);
  const shown = refs.slice((page.page - 1) * page.perPage, page.page * page.perPage);
  const commits = await commitsBySha(
    project,
    shown.map((ref) => ref.commit),
  );
  return ok(
    shown.map((ref) => view(ctx, project, ref, commits.get(ref.commit))),
    offsetHeaders(ctx, page, refs.length),
  );
}

async function oneOf(
  ctx: Context,
  project: Project,
  name: string,
  view: typeof branchView,
): Promise<Record<string, unknown>> {
  const ref = (await listRefs(project)).find((one) => one.name === name);
  if (!ref) throw notFound(name.startsWith(BRANCH) ? 'Branch' : 'Tag');
  return view(ctx, project, ref, (await commitsBySha(project, [ref.commit])).get(ref.commit));
}

async function createRef(ctx: Context, prefix: string, name: string, view: typeof branchView): Promise<Reply> {
  const user = currentUser(ctx);
  const project = writableProject(ctx, Access.developer);
  const sha = await resolveCommit(project, ctx.input.requiredText('ref'));
  const kind = prefix === BRANCH ? 'Branch' : 'Tag';
  if (!sha)
    throw prefix === BRANCH
      ? badRequest(`Invalid reference name: ${name}`)
      : badRequest(`Target ${ctx.input.text('ref') ?? ''} is invalid`);
  const made = await git(project.repositoryPath, ['update-ref', `${prefix}${name}`, sha, NO_COMMIT]);
  if (made.code !== 0)
    throw badRequest(
      /reference already exists/.test(made.stderr) ? `${kind} already exists` : `${kind} name is invalid`,
    );
  await refsChanged(ctx.world, project, user, [{ ref: `${prefix}${name}`, before: NO_COMMIT, after: sha }]);
  return created(await oneOf(ctx, project, `${prefix}${name}`, view));
}

async function deleteRef(ctx: Context, prefix: string, name: string): Promise<Reply> {
  const user = currentUser(ctx);
  const project = writableProject(ctx, Access.developer);
  const sha = await resolveCommit(project, `${prefix}${name}`);
  if (!sha) throw notFound(prefix === BRANCH ? 'Branch' : 'Tag');
  if (prefix === BRANCH && (name === project.defaultBranch || isProtected(project, name)))
    throw forbidden('Protected branch cant be removed');
  await git(project.repositoryPath, ['update-ref', '-d', `${prefix}${name}`]);
  await refsChanged(ctx.world, project, user, [{ ref: `${prefix}${name}`, before: sha, after: NO_COMMIT }]);
  return noContent();
}

const NAMES: Record<number, string> = {
  0: 'No one',
  30: 'Developers + Maintainers',
  40: 'Maintainers',
  60: 'Administrators',
};

function protectionView(rule: ProtectedBranch): Record<string, unknown> {
  const levels = (level: number) => [
    {
      id: rule.id,
      access_level: level,
      access_level_description: NAMES[level] ?? String(level),
      user_id: null,
      group_id: null,
    },
  ];
  return {
    id: rule.id,
    name: rule.name,
    push_access_levels: levels(rule.pushLevel),
    merge_access_levels: levels(rule.mergeLevel),
    allow_force_push: rule.allowForcePush,
    code_owner_approval_required: false,
    inherited: false,
  };
}

function protectionRoutes(server: Server): void {
  const base = '/projects/:id/protected_branches';
  const pick = (ctx: Context, project: Project): ProtectedBranch => {
    for (const rule of project.protectedBranches.values()) if (rule.name === ctx.params.name) return rule;
    throw notFound();
  };
  server.get(base, (ctx) =>
    paginate(ctx, [...findProject(ctx, Access.developer).protectedBranches.values()], protectionView),
  );
  server.get(`${base}/:name`, (ctx) => ok(protectionView(pick(ctx, findProject(ctx, Access.developer)))));
  server.post(base, (ctx) => {
    const project = writableProject(ctx, Access.maintainer);
    const name = ctx.input.requiredText('name');
    for (const rule of project.protectedBranches.values())
      if (rule.name === name) throw conflict(`Protected branch '${name}' already exists`);
    const rule = protectBranch(ctx.world, project, {
      name,
      pushLevel: ctx.input.int('push_access_level') ?? Access.maintainer,
      mergeLevel: ctx.input.int('merge_access_level') ?? Access.maintainer,
      allowForcePush: ctx.input.bool('allow_force_push') ?? false,
    });
    return created(protectionView(rule));
  });
  server.delete(`${base}/:name`, (ctx) => {
    const project = writableProject(ctx, Access.maintainer);
    project.protectedBranches.delete(pick(ctx, project).id);
    writeProtected(project);
    return noContent();
  });
}

export function branchRoutes(server: Server): void {
  const base = '/projects/:id/repository';
  server.get(`${base}/branches`, (ctx) => listOf(ctx, BRANCH, branchView), { anonymous: true });
  server.get(
    `${base}/branches/:name`,
    async (ctx) => ok(await oneOf(ctx, readableCode(ctx), `${BRANCH}${ctx.params.name ?? ''}`, branchView)),
    { anonymous: true },
  );
  server.post(`${base}/branches`, (ctx) => createRef(ctx, BRANCH, ctx.input.requiredText('branch'), branchView));
  server.delete(`${base}/branches/:name`, (ctx) => deleteRef(ctx, BRANCH, ctx.params.name ?? ''));
  server.get(`${base}/tags`, (ctx) => listOf(ctx, TAG, tagView), { anonymous: true });
  server.get(
    `${base}/tags/:name`,
    async (ctx) => ok(await oneOf(ctx, readableCode(ctx), `${TAG}${ctx.params.name ?? ''}`, tagView)),
    { anonymous: true },
  );
  server.post(`${base}/tags`, (ctx) => createRef(ctx, TAG, ctx.input.requiredText('tag_name'), tagView));
  server.delete(`${base}/tags/:name`, (ctx) => deleteRef(ctx, TAG, ctx.params.name ?? ''));
  protectionRoutes(server);
}
