import { commitsBySha, log } from '../git/commits';
import { ensureRepository, resolveCommit } from '../git/repository';
import { git, gitText } from '../git/run';
import { writableProject } from '../http/access';
import type { Context } from '../http/context';
import { listingUrl, pageOf, paginate } from '../http/pagination';
import { created, ok, type Reply } from '../http/reply';
import type { Server } from '../http/server';
import { commitView } from '../views/repository';
import { Access } from '../world/model';
import { badParameter, notFound } from '../world/refusal';
import { readableCode } from './branches';
import { asInput, fileRoutes, writeCommit } from './files';

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
