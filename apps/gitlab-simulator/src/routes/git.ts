import { serveGit } from '../git/smart-http';
import type { Context } from '../http/context';
import { redirect, STREAMED, type Reply } from '../http/reply';
import type { Server } from '../http/server';
import { canSeeProject, projectAccess, projectPath } from '../world/membership';
import { Access, type Project, type Token, type User } from '../world/model';
import { refsChanged } from '../world/refs';
import { Refusal } from '../world/refusal';

const plain = (status: number, text: string, headers: Record<string, string> = {}): Refusal =>
  new Refusal(status, text, { 'Content-Type': 'text/plain', ...headers });

const DENIED =
  "HTTP Basic: Access denied. If a password was provided for Git authentication, the password was incorrect or you're required to use a token instead of a password. If a token was provided, it was either incorrect, expired, or improperly scoped.";
const askForPassword = (): Refusal => plain(401, DENIED, { 'WWW-Authenticate': 'Basic realm="GitLab"' });

/** The token that came as the password; any user name will do, the password is what counts. */
function gitToken(ctx: Context): Token | null {
  const basic = /^Basic\s+(.+)$/i.exec(ctx.req.headers.authorization ?? '');
  if (!basic) return null;
  const [username = '', ...rest] = Buffer.from(basic[1] ?? '', 'base64')
    .toString()
    .split(':');
  const token = ctx.world.tokensBySecret.get(rest.join(':'));
  if (username === '' || !token || !ctx.world.isActive(token)) throw askForPassword();
  token.lastUsedAt = ctx.world.now();
  return token;
}

/** For a personal token `api` opens git as well; for a project's or group's token it does not. */
function mayUseGit(token: Token, pushes: boolean): boolean {
  const { scopes, kind } = token;
  if (scopes.includes('write_repository')) return true;
  if (!pushes && scopes.includes('read_repository')) return true;
  return kind === 'personal' && scopes.includes('api');
}

function authorize(ctx: Context, project: Project | null, pushes: boolean): { user: User | null; level: number } {
  const token = gitToken(ctx);
  const user = token?.user ?? null;
  if (!token && (pushes || project?.visibility !== 'public')) throw askForPassword();
  if (!project || !canSeeProject(user, project)) {
    throw plain(404, "The project you were looking for could not be found or you don't have permission to view it.");
  }
  if (token && !mayUseGit(token, pushes)) {
    throw plain(403, pushes ? 'You are not allowed to upload code.' : 'You are not allowed to download code.');
  }
  const level = projectAccess(user, project);
  if (project.repositoryAccess === 'disabled') throw plain(403, 'The project repository is disabled.');
  if (!pushes && project.visibility === 'private' && level < Access.reporter) {
    throw plain(403, 'You are not allowed to download code from this project.');
  }
  if (pushes && (project.archived || level < Access.developer)) {
    throw plain(403, 'You are not allowed to push code to this project.');
  }
  return { user, level };
}

async function serve(ctx: Context): Promise<Reply | typeof STREAMED> {
  const url = new URL(ctx.req.originalUrl, ctx.world.publicUrl);
  const match = /^\/(.+?)(\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/.exec(
    decodeURIComponent(url.pathname),
  );
  const path = match?.[1] ?? '';
  const service = match?.[3] ?? '';
  if (!match?.[2]) return redirect(`${ctx.world.publicUrl}/${path}.git${service}${url.search}`, 301);
  const pushes = service === '/git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  const moved = ctx.world.projectMovedFrom(path);
  const project = ctx.world.projectByPath(path);
  if (!project && moved && canSeeProject(gitToken(ctx)?.user ?? null, moved)) {
    return redirect(`${ctx.world.publicUrl}/${projectPath(moved)}.git${service}${url.search}`, 301);
  }
  const { user, level } = authorize(ctx, project, pushes);
  if (!project) return STREAMED;
  const request = { project, service, query: url.search.slice(1), username: user?.username ?? '', accessLevel: level };
  const changes = await serveGit(request, ctx.req, ctx.res);
  if (user) await refsChanged(ctx.world, project, user, changes);
  ctx.res.end();
  return STREAMED;
}

export function gitRoutes(server: Server): void {
  server.outside('get', /^\/.+\/info\/refs$/, 'git info/refs', serve, { raw: true });
  server.outside('post', /^\/.+\/git-upload-pack$/, 'git upload-pack', serve, { raw: true });
  server.outside('post', /^\/.+\/git-receive-pack$/, 'git receive-pack', serve, { raw: true });
}
