import { findProject } from '../http/access';
import { currentUser, viewer, type Context } from '../http/context';
import { accepted, created, ok } from '../http/reply';
import type { Server } from '../http/server';
import { projectView } from '../views/project';
import { groupAccess } from '../world/membership';
import { Access, type FeatureAccess, type Namespace, type ObjectFormat, type Visibility } from '../world/model';
import { badParameter, forbidden, invalid, notFound } from '../world/refusal';
import { changeProject, createProject, type ProjectSettings } from '../world/projects';
import { refsChanged } from '../world/refs';
import { writeCommits } from '../git/commits';
import { setHead } from '../git/repository';
import { listProjects } from './project-list';
import { configureByProjectAttributes } from './pull-mirror';

const VISIBILITIES: readonly Visibility[] = ['private', 'internal', 'public'];
const OBJECT_FORMATS: readonly ObjectFormat[] = ['sha1', 'sha256'];
const FEATURE: readonly FeatureAccess[] = ['disabled', 'private', 'enabled'];

function settingsOf(ctx: Context): ProjectSettings {
  const { input } = ctx;
  const feature = (name: string, old: string): FeatureAccess | undefined => {
    const enabled = input.bool(old);
    return input.oneOf(name, FEATURE) ?? (enabled === undefined ? undefined : enabled ? 'enabled' : 'disabled');
  };
  const settings: ProjectSettings = {};
  const put = <K extends keyof ProjectSettings>(key: K, value: ProjectSettings[K]): void => {
    if (value !== undefined) settings[key] = value;
  };
  put('name', input.text('name'));
  put('path', input.text('path'));
  if (input.has('description')) put('description', input.text('description') ?? null);
  put('visibility', input.oneOf('visibility', VISIBILITIES));
  put('issuesAccess', feature('issues_access_level', 'issues_enabled'));
  put('mergeRequestsAccess', feature('merge_requests_access_level', 'merge_requests_enabled'));
  put('buildsAccess', feature('builds_access_level', 'jobs_enabled'));
  put('repositoryAccess', feature('repository_access_level', 'repository_enabled'));
  put('lfsEnabled', input.bool('lfs_enabled'));
  put('emailsEnabled', input.bool('emails_enabled'));
  put('autocloseReferencedIssues', input.bool('autoclose_referenced_issues'));
  put('enforceAuthChecksOnUploads', input.bool('enforce_auth_checks_on_uploads'));
  return settings;
}

function targetNamespace(ctx: Context): Namespace {
  const user = currentUser(ctx);
  const id = ctx.input.int('namespace_id');
  if (id === undefined) {
    const own = ctx.world.namespaceByPath(user.username);
    if (!own || user.bot) throw forbidden();
    return own;
  }
  const namespace = ctx.world.namespaces.get(id);
  if (!namespace) throw notFound('Namespace');
  const level = user.admin ? Access.owner : groupAccess(user, namespace);
  if (level === Access.none) throw notFound('Namespace');
  if (level < Access.developer) throw invalid({ namespace: ['is not valid'] });
  return namespace;
}

export function projectRoutes(server: Server): void {
  server.get('/projects', listProjects, { anonymous: true });

  server.get(
    '/projects/:id',
    (ctx) => {
      const project = findProject(ctx);
      return ok(projectView(ctx.world, project, viewer(ctx)));
    },
    { anonymous: true },
  );

  server.post('/projects', async (ctx) => {
    const user = currentUser(ctx);
    const { input, world } = ctx;
    if (!input.has('name') && !input.has('path'))
      throw badParameter('name, path are missing, at least one parameter must be provided');
    const settings = settingsOf(ctx);
    const readme = input.bool('initialize_with_readme') ?? false;
    if (readme && input.has('import_url'))
      throw invalid({ base: ['initialize_with_readme and import_url exclude each other'] });
    // Fixed for good once the project exists.
    const objectFormat = input.oneOf('repository_object_format', OBJECT_FORMATS) ?? 'sha1';
    const project = createProject(world, user, { ...settings, namespace: targetNamespace(ctx) });
    changeProject(world, project, { ...settings, path: project.path, objectFormat });
    if (project.namespace.kind === 'group' && groupAccess(user, project.namespace) < Access.maintainer) {
      project.members.set(user.id, Access.maintainer);
    }
    if (readme) {
      const branch = input.text('default_branch') ?? 'main';
      const { changes } = await writeCommits(
        project,
        [
          {
            branch,
            message: 'Initial commit',
            files: { 'README.md': `# ${project.name}\n` },
            author: { name: user.name, email: `${user.username}@example.com` },
          },
        ],
        world.now(),
      );
      await refsChanged(world, project, user, changes);
    }
    configureByProjectAttributes(ctx, project);
    return created(projectView(world, project, user));
  });

  server.put('/projects/:id', (ctx) => {
    const user = currentUser(ctx);
    const project = findProject(ctx, Access.maintainer);
    const branch = ctx.input.text('default_branch');
    if (branch !== undefined) setHead(project, branch);
    changeProject(ctx.world, project, settingsOf(ctx));
    configureByProjectAttributes(ctx, project);
    return ok(projectView(ctx.world, project, user));
  });

  for (const [verb, archived] of [
    ['archive', true],
    ['unarchive', false],
  ] as const) {
    server.post(`/projects/:id/${verb}`, (ctx) => {
      const user = currentUser(ctx);
      const project = findProject(ctx, Access.owner);
      project.archived = archived;
      ctx.world.touchProject(project);
      return created(projectView(ctx.world, project, user));
    });
  }

  server.delete('/projects/:id', (ctx) => {
    currentUser(ctx);
    const project = findProject(ctx, Access.owner);
    ctx.world.removeProject(project);
    return accepted({ message: '202 Accepted' });
  });

  server.put('/projects/:id/transfer', (ctx) => {
    const user = currentUser(ctx);
    const project = findProject(ctx, Access.owner);
    const wanted = ctx.input.requiredText('namespace');
    const namespace = /^\d+$/.test(wanted)
      ? ctx.world.namespaces.get(Number(wanted))
      : ctx.world.namespaceByPath(wanted);
    if (!namespace || (!user.admin && groupAccess(user, namespace) < Access.maintainer)) throw notFound('Namespace');
    ctx.world.moveProject(project, { namespace });
    return ok(projectView(ctx.world, project, user));
  });
}
