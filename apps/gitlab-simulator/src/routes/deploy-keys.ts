import { findProject } from '../http/access';
import { currentUser, idParam, type Context } from '../http/context';
import { paginate } from '../http/pagination';
import { created, noContent, ok } from '../http/reply';
import type { Server } from '../http/server';
import { bareKey, fingerprint } from '../git/ssh-keys';
import { iso } from '../views/common';
import { projectAccess } from '../world/membership';
import { Access, type DeployKey, type Project } from '../world/model';
import { forbidden, invalid, notFound } from '../world/refusal';

const view = (key: DeployKey): Record<string, unknown> => ({
  id: key.id,
  title: key.title,
  created_at: iso(key.createdAt),
  expires_at: null,
  key: key.key,
  fingerprint_sha256: fingerprint(key.key),
  can_push: key.canPush,
});

function managedProject(ctx: Context): Project {
  const user = currentUser(ctx);
  const project = findProject(ctx);
  if (projectAccess(user, project) < Access.maintainer) throw forbidden();
  return project;
}

function findKey(ctx: Context): { project: Project; key: DeployKey } {
  const project = managedProject(ctx);
  const key = project.deployKeys.get(idParam(ctx, 'keyId'));
  if (!key) throw notFound('Deploy Key');
  return { project, key };
}

export function deployKeyRoutes(server: Server): void {
  const base = '/projects/:id/deploy_keys';
  server.get(base, (ctx) => paginate(ctx, [...managedProject(ctx).deployKeys.values()], view));
  server.get(`${base}/:keyId`, (ctx) => ok(view(findKey(ctx).key)));

  server.post(base, (ctx) => {
    const project = managedProject(ctx);
    const { input, world } = ctx;
    const [title, text] = [input.requiredText('title'), input.requiredText('key')];
    const key = bareKey(text);
    if (key === null) throw invalid({ key: ['is invalid'] });
    // A key that the project has already is told as it is, whatever else was asked for.
    const same = [...project.deployKeys.values()].find((each) => each.key === key);
    if (same) return created(view(same));
    const made: DeployKey = {
      id: world.id('deployKey'),
      title,
      key,
      canPush: input.bool('can_push') ?? false,
      user: currentUser(ctx),
      createdAt: world.now(),
    };
    project.deployKeys.set(made.id, made);
    return created(view(made));
  });

  server.put(`${base}/:keyId`, (ctx) => {
    const { key } = findKey(ctx);
    key.title = ctx.input.text('title') ?? key.title;
    key.canPush = ctx.input.bool('can_push') ?? key.canPush;
    return ok(view(key));
  });

  server.delete(`${base}/:keyId`, (ctx) => {
    const { project, key } = findKey(ctx);
    project.deployKeys.delete(key.id);
    return noContent();
  });
}
