import { commitsBySha, log, writeCommits, type NewCommit } from '../git/commits';
import { ensureRepository, isProtected, resolveCommit } from '../git/repository';
import { git, gitText } from '../git/run';
import { writableProject } from '../http/access';
import { currentUser, type Context } from '../http/context';
import { listingUrl, pageOf, paginate } from '../http/pagination';
import { created, ok, type Reply } from '../http/reply';
import type { Server } from '../http/server';
import { Input, type Value } from '../http/params';
import { commitView } from '../views/repository';
import { projectAccess } from '../world/membership';
import { Access, type Project } from '../world/model';
import { refsChanged } from '../world/refs';
import { badParameter, badRequest, forbidden, notFound } from '../world/refusal';
import { readableCode } from './branches';

/** Commit listings tell no totals; whether there is a next page shows by one row more. */
async function listCommits(ctx: Context): Promise<Reply> {
  const project = readableCode(ctx);
  const { input, world } = ctx;
  const ref = input.text('ref_name') ?? project.defaultBranch ?? 'main';
  const { page, perPage } = pageOf(ctx);
  const range = input.bool('all')
    ? ['--all']
    : ref.split('..').length === 2
      ? [ref]
      : [(await resolveCommit(project, ref)) ?? ''];
  if (range[0] === '' || range.some((part) => part.startsWith('-') && part !== '--all')) {
    if (project.emptyRepo) return ok([]);
    throw notFound('Ref');
  }
  const since = input.time('since');
  const until = input.time('until');
  const bounds = [
    ...(since === undefined ? [] : [`--since=${new Date(since).toISOString()}`]),
    ...(until === undefined ? [] : [`--until=${new Date(until).toISOString()}`]),
  ];
  const path = input.text('path');
  const rows = await log(project, [...bounds, ...range], {
    skip: (page - 1) * perPage,
    limit: perPage + 1,
    ...(path ? { path } : {}),
  });
  const more = rows.length > perPage;
  const link = (to: number, rel: string): string =>
    `<${listingUrl(ctx, { page: String(to), per_page: String(perPage) })}>; rel="${rel}"`;
  return ok(
    rows.slice(0, perPage).map((commit) => commitView(world, project, commit)),
    {
      Link: [
        ...(page > 1 ? [link(page - 1, 'prev')] : []),
        ...(more ? [link(page + 1, 'next')] : []),
        link(1, 'first'),
      ].join(', '),
      'X-Next-Page': more ? String(page + 1) : '',
      'X-Page': String(page),
      'X-Per-Page': String(perPage),
      'X-Prev-Page': page > 1 ? String(page - 1) : '',
    },
  );
}

async function compare(ctx: Context): Promise<Reply> {
  const project = readableCode(ctx);
  const from = await resolveCommit(project, ctx.input.requiredText('from'));
  const to = await resolveCommit(project, ctx.input.requiredText('to'));
  if (!from || !to) throw notFound('Ref');
  const commits = (await log(project, [to, `^${from}`])).reverse();
  const range = ctx.input.bool('straight') ? [from, to] : [`${from}...${to}`];
  const names = await gitText(ensureRepository(project), ['diff', '--name-status', '-z', '--no-renames', ...range]);
  const parts = names.split('\0').filter(Boolean);
  const diffs = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [status, path] = [parts[i], parts[i + 1]];
    diffs.push({
      old_path: path,
      new_path: path,
      diff: '',
      new_file: status === 'A',
      deleted_file: status === 'D',
      renamed_file: false,
    });
  }
  const view = commits.map((commit) => commitView(ctx.world, project, commit));
  return ok({
    commit: view.at(-1) ?? null,
    commits: view,
    diffs,
    compare_timeout: false,
    compare_same_ref: from === to,
  });
}

const decode = (input: Input): Buffer =>
  Buffer.from(input.text('content') ?? '', input.text('encoding') === 'base64' ? 'base64' : 'utf8');

async function readFile(project: Project, ref: string, path: string): Promise<Buffer | null> {
  const result = await git(ensureRepository(project), ['cat-file', 'blob', `${ref}:${path}`]);
  return result.code === 0 ? result.stdout : null;
}

/** `actions[]` of a commit → files, refusing what does not fit what is there. */
async function filesOf(
  project: Project,
  ref: string | null,
  actions: readonly Input[],
): Promise<Record<string, Buffer | null>> {
  const files: Record<string, Buffer | null> = {};
  const current = async (path: string): Promise<Buffer | null> =>
    path in files ? (files[path] ?? null) : ref === null ? null : readFile(project, ref, path);
  for (const action of actions) {
    const path = action.requiredText('file_path');
    const existing = await current(path);
    switch (action.oneOf('action', ['create', 'update', 'delete', 'move', 'chmod'])) {
      case 'create':
        if (existing) throw badRequest('A file with this name already exists');
        files[path] = decode(action);
        break;
      case 'update':
        if (!existing) throw badRequest("A file with this name doesn't exist");
        files[path] = decode(action);
        break;
      case 'delete':
        if (!existing) throw badRequest("A file with this name doesn't exist");
        files[path] = null;
        break;
      case 'move': {
        const previous = action.requiredText('previous_path');
        const moved = await current(previous);
        if (!moved) throw badRequest("A file with this name doesn't exist");
        files[previous] = null;
        files[path] = action.has('content') ? decode(action) : moved;
        break;
      }
      case 'chmod':
        break;
      default:
        throw badParameter('actions[0][action] is missing');
    }
  }
  return files;
}

/** One commit by the API, with the checks of a push. */
async function writeCommit(
  ctx: Context,
  project: Project,
  message: string,
  actions: readonly Input[],
): Promise<string> {
  const user = currentUser(ctx);
  const { input, world } = ctx;
  const branch = input.requiredText('branch');
  const start = input.text('start_branch') ?? input.text('start_sha');
  const level = projectAccess(user, project);
  if (isProtected(project, branch) && level < Access.maintainer)
    throw forbidden('You are not allowed to push into this branch');
  const head = await resolveCommit(project, `refs/heads/${branch}`);
  if (head && start && !input.bool('force'))
    throw badRequest(`A branch called '${branch}' already exists. Switch to that branch in order to make changes`);
  if (!head && !start && !project.emptyRepo)
    throw badRequest('You can only create or edit files when you are on a branch');
  const base = head ?? (start ? await resolveCommit(project, start) : null);
  const author = {
    name: input.text('author_name') ?? user.name,
    email: input.text('author_email') ?? `${user.username}@example.com`,
  };
  const next: NewCommit = { branch, message, author, files: await filesOf(project, base, actions), from: base };
  const { shas, changes } = await writeCommits(project, [next], world.now());
  await refsChanged(world, project, user, changes);
  return shas[0] ?? '';
}

const asInput = (value: Value): Input =>
  new Input(typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});

function fileRoutes(server: Server): void {
  const path = '/projects/:id/repository/files/:path';
  const read = async (ctx: Context): Promise<{ project: Project; ref: string; content: Buffer }> => {
    const project = readableCode(ctx);
    const ref = await resolveCommit(project, ctx.input.text('ref') ?? 'HEAD');
    const content = ref && (await readFile(project, ref, ctx.params.path ?? ''));
    if (!ref || !content) throw notFound('File');
    return { project, ref, content };
  };
  server.get(
    path,
    async (ctx) => {
      const { ref, content } = await read(ctx);
      const file = ctx.params.path ?? '';
      return ok({
        file_name: file.split('/').pop(),
        file_path: file,
        size: content.length,
        encoding: 'base64',
        content: content.toString('base64'),
        ref: ctx.input.text('ref') ?? 'HEAD',
        commit_id: ref,
        last_commit_id: ref,
      });
    },
    { anonymous: true },
  );
  server.get(
    `${path}/raw`,
    async (ctx) => {
      const { content } = await read(ctx);
      return ok(content.toString(), { 'Content-Type': 'text/plain; charset=utf-8' });
    },
    { anonymous: true },
  );
  const write =
    (action: string, answer: (body: unknown) => Reply) =>
    async (ctx: Context): Promise<Reply> => {
      const project = writableProject(ctx, Access.developer);
      const file = ctx.params.path ?? '';
      const step = new Input({ ...ctx.input.values, action, file_path: file });
      await writeCommit(ctx, project, ctx.input.requiredText('commit_message'), [step]);
      return answer({ file_path: file, branch: ctx.input.text('branch') });
    };
  server.post(path, write('create', created));
  server.put(path, write('update', ok));
  server.delete(
    path,
    write('delete', () => ({ status: 204 })),
  );
}

export function commitRoutes(server: Server): void {
  const base = '/projects/:id/repository';
  server.get(`${base}/commits`, listCommits, { anonymous: true });
  server.post(`${base}/commits`, async (ctx) => {
    const project = writableProject(ctx, Access.developer);
    const actions = ctx.input.values.actions;
    if (!Array.isArray(actions)) throw badParameter('actions is missing');
    const sha = await writeCommit(ctx, project, ctx.input.requiredText('commit_message'), actions.map(asInput));
    const info = (await commitsBySha(project, [sha])).get(sha);
    return created(info && commitView(ctx.world, project, info));
  });
  server.get(
    `${base}/commits/:sha`,
    async (ctx) => {
      const project = readableCode(ctx);
      const sha = await resolveCommit(project, ctx.params.sha ?? '');
      const info = sha && (await commitsBySha(project, [sha])).get(sha);
      if (!info) throw notFound('Commit');
      return ok(commitView(ctx.world, project, info));
    },
    { anonymous: true },
  );
  server.get(`${base}/compare`, compare, { anonymous: true });
  server.get(
    `${base}/merge_base`,
    async (ctx) => {
      const project = readableCode(ctx);
      const refs = await Promise.all((ctx.input.list('refs') ?? []).map((ref) => resolveCommit(project, ref)));
      const known = refs.filter((ref) => ref !== null);
      const result = await git(ensureRepository(project), ['merge-base', ...known]);
      const sha = result.stdout.toString().trim();
      const info = result.code === 0 ? (await commitsBySha(project, [sha])).get(sha) : undefined;
      if (!info) throw notFound('Merge Base');
      return ok(commitView(ctx.world, project, info));
    },
    { anonymous: true },
  );
  server.get(
    `${base}/tree`,
    async (ctx) => {
      const project = readableCode(ctx);
      const ref = await resolveCommit(project, ctx.input.text('ref') ?? 'HEAD');
      if (!ref) throw notFound('Tree');
      const folder = ctx.input.text('path');
      const args = [
        'ls-tree',
        '-z',
        ...(ctx.input.bool('recursive') ? ['-r', '-t'] : []),
        ref,
        ...(folder ? [`${folder.replace(/\/+$/, '')}/`] : []),
      ];
      const rows = (await gitText(ensureRepository(project), args)).split('\0').filter(Boolean);
      return paginate(ctx, rows, (row) => {
        const [head = '', name = ''] = row.split('\t');
        const [mode, type, id] = head.split(' ');
        return { id, name: name.split('/').pop(), type, path: name, mode };
      });
    },
    { anonymous: true },
  );
  fileRoutes(server);
}
