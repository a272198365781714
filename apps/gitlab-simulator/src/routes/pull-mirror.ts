import { findProject } from '../http/access';
import { currentUser, type Context } from '../http/context';
import type { Input } from '../http/params';
import { accepted, ok } from '../http/reply';
import type { Server } from '../http/server';
import { PULL_HARD_FAILURE } from '../git/mirror-scheduler';
import { maskUrl } from '../git/remote';
import { isoOrNull } from '../views/common';
import { Access, type Project, type PullMirror } from '../world/model';
import { badParameter, badRequest, forbidden, invalid, notFound, Refusal } from '../world/refusal';

function pullMirrorView(ctx: Context, mirror: PullMirror): Record<string, unknown> {
  const configuration = ctx.world.edition.atLeast(17, 5)
    ? {
        enabled: mirror.enabled,
        mirror_trigger_builds: mirror.triggerBuilds,
        only_mirror_protected_branches: mirror.onlyProtectedBranches,
        mirror_overwrites_diverged_branches: mirror.overwritesDivergedBranches,
        mirror_branch_regex: mirror.branchRegex,
      }
    : {};
  return {
    id: mirror.id,
    last_error: mirror.lastError,
    last_successful_update_at: isoOrNull(mirror.lastSuccessfulUpdateAt),
    last_update_at: isoOrNull(mirror.lastUpdateAt),
    last_update_started_at: isoOrNull(mirror.lastUpdateStartedAt),
    update_status: mirror.status,
    url: maskUrl(mirror.url),
    ...configuration,
  };
}

/** The Community Edition lacks these paths; an unlicensed Enterprise Edition has them, and no project that is mirrored. */
function mirroredProject(ctx: Context): Project {
  currentUser(ctx);
  if (!ctx.world.edition.enterprise) throw new Refusal(404, { error: '404 Not Found' });
  return findProject(ctx, Access.maintainer);
}

interface PullSettings {
  enabled?: boolean | undefined;
  url?: string | undefined;
  branchRegex?: string | undefined;
  overwrites?: boolean | undefined;
  triggerBuilds?: boolean | undefined;
  onlyProtected?: boolean | undefined;
}

function configure(ctx: Context, project: Project, settings: PullSettings): void {
  if (settings.url !== undefined && !/^(https?|ssh|git):\/\//.test(settings.url)) {
    throw invalid({ import_url: ['is blocked: Only allowed schemes are http, https, ssh, git'] });
  }
  const url = settings.url ?? project.pullMirror?.url;
  if (url === undefined) {
    if (settings.enabled) throw invalid({ import_url: ["can't be blank"] });
    return;
  }
  project.pullMirror ??= {
    id: ctx.world.id('mirror'),
    enabled: true,
    url,
    user: currentUser(ctx),
    branchRegex: null,
    overwritesDivergedBranches: false,
    triggerBuilds: false,
    onlyProtectedBranches: false,
    status: 'none',
    lastError: null,
    lastUpdateAt: null,
    lastUpdateStartedAt: null,
    lastSuccessfulUpdateAt: null,
    failures: 0,
  };
  const mirror = project.pullMirror;
  const wasOff = !mirror.enabled || mirror.status === 'none';
  mirror.url = url;
  mirror.enabled = settings.enabled ?? mirror.enabled;
  mirror.overwritesDivergedBranches = settings.overwrites ?? mirror.overwritesDivergedBranches;
  mirror.triggerBuilds = settings.triggerBuilds ?? mirror.triggerBuilds;
  // Each way of choosing branches switches the other one off.
  mirror.onlyProtectedBranches = settings.onlyProtected ?? mirror.onlyProtectedBranches;
  if (settings.onlyProtected) mirror.branchRegex = null;
  if (settings.branchRegex !== undefined) mirror.branchRegex = settings.branchRegex || null;
  if (settings.branchRegex) mirror.onlyProtectedBranches = false;
  if (!mirror.enabled) mirror.url = withoutCredentials(mirror.url);
  if (mirror.enabled && wasOff) ctx.mirrors.schedulePull(project, mirror);
}

/** What both ways call by the same names. */
const branchSettings = (input: Input): Omit<PullSettings, 'enabled' | 'url'> => ({
  branchRegex: input.has('mirror_branch_regex') ? (input.text('mirror_branch_regex') ?? '') : undefined,
  overwrites: input.bool('mirror_overwrites_diverged_branches'),
  triggerBuilds: input.bool('mirror_trigger_builds'),
  onlyProtected: input.bool('only_mirror_protected_branches'),
});

/** They are forgotten when the mirror is switched off. */
function withoutCredentials(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.toString();
}

const PULL_ATTRIBUTES = [
  'mirror',
  'import_url',
  'mirror_user_id',
  'mirror_branch_regex',
  'mirror_overwrites_diverged_branches',
  'mirror_trigger_builds',
  'only_mirror_protected_branches',
];

/** The older way: attributes of the project itself, on every Premium version. A Free server ignores them. */
export function configureByProjectAttributes(ctx: Context, project: Project): void {
  const { input, world } = ctx;
  if (!world.edition.premium || !PULL_ATTRIBUTES.some((name) => input.has(name))) return;
  // Judged by what is named, not by what it says.
  if (input.has('only_mirror_protected_branches') && input.has('mirror_branch_regex')) {
    throw badParameter('only_mirror_protected_branches, mirror_branch_regex are mutually exclusive');
  }
  if (input.bool('mirror') === undefined && !project.pullMirror) return;
  configure(ctx, project, {
    enabled: input.bool('mirror'),
    url: input.text('import_url'),
    ...branchSettings(input),
  });
  const userId = input.int('mirror_user_id');
  if (userId === undefined || !project.pullMirror) return;
  const user = world.users.get(userId);
  const me = currentUser(ctx);
  if (!user || (!me.admin && user !== me)) throw invalid({ mirror_user_id: ['is invalid'] });
  project.pullMirror.user = user;
}

function withCredentials(ctx: Context, current: PullMirror | null): string | undefined {
  const { input } = ctx;
  const text = input.text('url') ?? current?.url;
  if (text === undefined || (!input.has('url') && !input.has('auth_user') && !input.has('auth_password')))
    return undefined;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalid({ import_url: ['is blocked: URI is invalid'] });
  }
  if (input.has('auth_user')) url.username = encodeURIComponent(input.text('auth_user') ?? '');
  if (input.has('auth_password')) url.password = encodeURIComponent(input.text('auth_password') ?? '');
  return url.toString();
}

function notMirrored({ world }: Context): Refusal {
  const status = world.settings.unmirroredPullStatus;
  if (status === 400) return badRequest('The project is not mirrored');
  return status === 403 ? forbidden() : notFound();
}

/** What setting up a pull mirror answers without the licence. */
const UNLICENSED = {
  id: 0,
  enabled: false,
  update_status: 'none',
  last_error: null,
  last_update_at: null,
  last_update_started_at: null,
  last_successful_update_at: null,
  mirror_trigger_builds: false,
  only_mirror_protected_branches: null,
  mirror_overwrites_diverged_branches: null,
  mirror_branch_regex: null,
};

export function pullMirrorRoutes(server: Server): void {
  const base = '/projects/:id/mirror/pull';
  server.get(base, (ctx) => {
    const { pullMirror } = mirroredProject(ctx);
    if (!pullMirror?.enabled) throw notMirrored(ctx);
    return ok(pullMirrorView(ctx, pullMirror));
  });

  server.put(base, (ctx) => {
    if (!ctx.world.edition.atLeast(17, 6)) throw new Refusal(404, { error: '404 Not Found' });
    const project = mirroredProject(ctx);
    const { input } = ctx;
    if (!ctx.world.edition.premium) {
      if (ctx.world.settings.unmirroredPullStatus !== 400) throw notMirrored(ctx);
      return ok({ ...UNLICENSED, url: input.text('url') ?? '' });
    }
    configure(ctx, project, {
      enabled: input.bool('enabled'),
      url: withCredentials(ctx, project.pullMirror),
      ...branchSettings(input),
    });
    if (!project.pullMirror) throw badRequest('The project is not mirrored');
    return ok(pullMirrorView(ctx, project.pullMirror));
  });

  server.post(base, (ctx) => {
    const project = mirroredProject(ctx);
    const mirror = project.pullMirror;
    if (!mirror?.enabled) throw badRequest('The project is not mirrored');
    const { now, settings } = { now: ctx.world.now(), settings: ctx.world.settings };
    const hard = mirror.failures >= PULL_HARD_FAILURE;
    const waited =
      mirror.lastUpdateStartedAt === null ||
      now - mirror.lastUpdateStartedAt >= settings.pullMirrorIntervalSeconds * 1000;
    // Inside the cool-down the answer is the same, and nothing happens; forcing resets a hard failure.
    if (waited || hard) {
      if (hard) mirror.failures = 0;
      ctx.mirrors.schedulePull(project, mirror);
    }
    return accepted({ message: '202 Accepted' });
  });
}
