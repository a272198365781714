import { RE2JS } from 're2js';
import { findProject } from '../http/access';
import { currentUser, idParam, type Context } from '../http/context';
import { paginate } from '../http/pagination';
import { created, noContent, ok } from '../http/reply';
import type { Server } from '../http/server';
import { maskUrl } from '../git/remote';
import { fingerprint, knownHosts, newSshKeys } from '../git/ssh-keys';
import { isoOrNull } from '../views/common';
import { projectAccess } from '../world/membership';
import { Access, type Project, type PushMirror } from '../world/model';
import { badParameter, invalid, notFound, Refusal, unauthorized } from '../world/refusal';

function mirrorView(ctx: Context, mirror: PushMirror): Record<string, unknown> {
  const { edition } = ctx.world;
  return {
    id: mirror.id,
    enabled: mirror.enabled,
    url: maskUrl(mirror.url),
    update_status: mirror.status,
    last_update_at: isoOrNull(mirror.lastUpdateAt),
    last_update_started_at: isoOrNull(mirror.lastUpdateStartedAt),
    last_successful_update_at: isoOrNull(mirror.lastSuccessfulUpdateAt),
    last_error: mirror.lastError,
    only_protected_branches: mirror.onlyProtectedBranches,
    keep_divergent_refs: mirror.keepDivergentRefs,
    ...(edition.atLeast(16, 10) ? { auth_method: mirror.authMethod } : {}),
    ...(edition.atLeast(18, 4)
      ? { host_keys: mirror.hostKeys.map((key) => ({ fingerprint_sha256: fingerprint(key) })) }
      : {}),
  };
}

/** Without the right GitLab answers 401 here, not 403. */
function managedProject(ctx: Context): Project {
  const user = currentUser(ctx);
  const project = findProject(ctx);
  if (projectAccess(user, project) < Access.maintainer) throw unauthorized();
  return project;
}

function findMirror(ctx: Context): PushMirror {
  const mirror = managedProject(ctx).pushMirrors.get(idParam(ctx, 'mirrorId'));
  if (!mirror) throw notFound();
  return mirror;
}

function checkUrl(ctx: Context, text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalid({ url: ['is blocked: URI is invalid'] });
  }
  if (!['http:', 'https:', 'ssh:', 'git:'].includes(url.protocol)) {
    throw invalid({ url: ['is blocked: Only allowed schemes are ssh, git, http, https'] });
  }
  if (!ctx.world.settings.allowLocalRequests && /^(localhost|127\.|10\.|192\.168\.|\[::1\])/.test(url.hostname)) {
    throw invalid({ url: ['is blocked: Requests to the local network are not allowed'] });
  }
  return text;
}

/** What can be changed after creation too; the address and its credentials are not among it. */
function applySettings(ctx: Context, mirror: PushMirror): void {
  const { input, world } = ctx;
  // Judged by what is named, not by what it says: `false` together with a filter is refused as well.
  if (world.edition.enterprise && input.has('only_protected_branches') && input.has('mirror_branch_regex')) {
    throw badParameter('only_protected_branches, mirror_branch_regex are mutually exclusive');
  }
  const onlyProtected = input.bool('only_protected_branches');
  const keep = input.bool('keep_divergent_refs');
  const regex = world.edition.premium ? input.text('mirror_branch_regex') : undefined;
  if (regex) {
    try {
      RE2JS.compile(regex);
    } catch {
      throw invalid({ mirror_branch_regex: ['not valid RE2 syntax'] });
    }
  }
  const method = input.oneOf('auth_method', ['ssh_public_key', 'password']);
  const enabled = input.bool('enabled');
  if (enabled && !mirror.enabled) {
    const others = [...mirror.project.pushMirrors.values()].filter((other) => other.enabled && other !== mirror);
    const limit = world.settings.maxEnabledPushMirrors;
    if (others.length >= limit && world.edition.atLeast(18, 9)) {
      throw invalid({ base: [`Maximum number of enabled push mirrors (${limit}) exceeded`] });
    }
  }
  if (enabled !== undefined) mirror.enabled = enabled;
  if (keep !== undefined) mirror.keepDivergentRefs = keep;
  if (onlyProtected !== undefined) mirror.onlyProtectedBranches = onlyProtected;
  if (onlyProtected) mirror.branchRegex = null;
  if (world.edition.premium && input.has('mirror_branch_regex')) {
    mirror.branchRegex = regex || null;
    if (regex) mirror.onlyProtectedBranches = false;
  }
  if (method && world.edition.atLeast(16, 10)) mirror.authMethod = method;
  // An older one takes no notice of what it does not know.
  const hostKeys = world.edition.atLeast(18, 11) ? input.texts('host_keys') : undefined;
  if (hostKeys) mirror.hostKeys = knownHosts(hostKeys, mirror.url);
}

function newMirror(ctx: Context, project: Project, url: string): PushMirror {
  return {
    id: ctx.world.id('mirror'),
    project,
    url,
    enabled: false,
    keepDivergentRefs: false,
    onlyProtectedBranches: false,
    branchRegex: null,
    authMethod: 'password',
    hostKeys: [],
    sshKeys: null,
    status: 'none',
    lastError: null,
    lastUpdateAt: null,
    lastUpdateStartedAt: null,
    lastSuccessfulUpdateAt: null,
  };
}

export function pushMirrorRoutes(server: Server): void {
  const base = '/projects/:id/remote_mirrors';
  server.get(base, (ctx) =>
    paginate(ctx, [...managedProject(ctx).pushMirrors.values()], (mirror) => mirrorView(ctx, mirror)),
  );
  server.get(`${base}/:mirrorId`, (ctx) => ok(mirrorView(ctx, findMirror(ctx))));

  server.post(base, (ctx) => {
    const project = managedProject(ctx);
    const mirror = newMirror(ctx, project, checkUrl(ctx, ctx.input.requiredText('url')));
    applySettings(ctx, mirror);
    project.pushMirrors.set(mirror.id, mirror);
    return created(mirrorView(ctx, mirror));
  });

  server.put(`${base}/:mirrorId`, (ctx) => {
    const mirror = findMirror(ctx);
    applySettings(ctx, mirror);
    return ok(mirrorView(ctx, mirror));
  });

  server.delete(`${base}/:mirrorId`, (ctx) => {
    const mirror = findMirror(ctx);
    mirror.project.pushMirrors.delete(mirror.id);
    return noContent();
  });

  server.post(`${base}/:mirrorId/sync`, (ctx) => {
    if (!ctx.world.edition.atLeast(16, 11)) throw new Refusal(404, { error: '404 Not Found' });
    const mirror = findMirror(ctx);
    if (!mirror.enabled) {
      throw new Refusal(400, {
        message: 'Cannot proceed with the push mirroring. Please verify your mirror configuration.',
      });
    }
    // 204 means "asked": a run that is scheduled or on its way is not started twice.
    if (mirror.status === 'started' || mirror.status === 'scheduled') return noContent();
    ctx.mirrors.schedulePush(mirror, 0);
    return noContent();
  });

  server.get(`${base}/:mirrorId/public_key`, async (ctx) => {
    const mirror = findMirror(ctx);
    if (!ctx.world.edition.atLeast(17, 9) || mirror.authMethod !== 'ssh_public_key') throw notFound();
    mirror.sshKeys ??= await newSshKeys('git@gitlab');
    return ok({ public_key: mirror.sshKeys.public });
  });
}
