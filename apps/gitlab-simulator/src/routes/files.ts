import { writeCommits, type NewCommit } from '../git/commits';
import { ensureRepository, isProtected, resolveCommit } from '../git/repository';
import { git } from '../git/run';
import { writableProject } from '../http/access';
import { currentUser, type Context } from '../http/context';
import { Input, type Value } from '../http/params';
import { created, ok, type Reply } from '../http/reply';
import type { Server } from '../http/server';
import { projectAccess } from '../world/membership';
import { Access, type Project } from '../world/model';
import { refsChanged } from '../world/refs';
import { badParameter, badRequest, forbidden, notFound } from '../world/refusal';
import { readableCode } from './branches';

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
export async function writeCommit(
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

export const asInput = (value: Value): Input =>
  new Input(typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {});

export function fileRoutes(server: Server): void {
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
