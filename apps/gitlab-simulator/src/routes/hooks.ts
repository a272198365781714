import { randomUUID } from 'node:crypto';
import { log } from '../git/commits';
import { findProject } from '../http/access';
import { currentUser, idParam, type Context } from '../http/context';
import { paginate } from '../http/pagination';
import { created, noContent, ok } from '../http/reply';
import type { Server } from '../http/server';
import { iso, isoOrNull } from '../views/common';
import { issuePayload, notePayload, pushPayload } from '../webhooks/payloads';
import { NO_COMMIT } from '../world/events';
import { Access, type Hook, type HookEvent, type Project } from '../world/model';
import { badRequest, invalid, notFound, Refusal } from '../world/refusal';

const EVENTS = [
  'push_events',
  'tag_push_events',
  'issues_events',
  'confidential_issues_events',
  'note_events',
  'confidential_note_events',
  'merge_requests_events',
  'job_events',
  'pipeline_events',
  'wiki_page_events',
  'deployment_events',
  'feature_flag_events',
  'releases_events',
  'milestone_events',
  'resource_access_token_events',
  'resource_deploy_token_events',
  'emoji_events',
] as const;

/** Secrets are never shown again; newer servers at least say whether there is one. */
function hookView(ctx: Context, hook: Hook): Record<string, unknown> {
  const { edition } = ctx.world;
  const paused = hook.disabledUntil !== null && hook.disabledUntil > ctx.world.now();
  return {
    id: hook.id,
    url: hook.url,
    name: hook.name,
    description: hook.description,
    created_at: iso(hook.createdAt),
    project_id: hook.project.id,
    push_events_branch_filter: hook.pushEventsBranchFilter,
    branch_filter_strategy: hook.branchFilterStrategy,
    enable_ssl_verification: hook.enableSslVerification,
    repository_update_events: false,
    ...Object.fromEntries(EVENTS.map((name) => [name, hook.events.get(name) ?? false])),
    alert_status: hook.permanentlyDisabled ? 'disabled' : paused ? 'temporarily_disabled' : 'executable',
    disabled_until: isoOrNull(paused ? hook.disabledUntil : null),
    url_variables: [],
    custom_webhook_template: null,
    custom_headers: [...hook.customHeaders.keys()].map((key) => ({ key })),
    ...(edition.atLeast(19, 0)
      ? { token_present: hook.token !== null, signing_token_present: hook.signingToken !== null }
      : {}),
  };
}

function checkUrl(ctx: Context, url: string): void {
  if (!/^https?:\/\/[^\s/]+/.test(url)) throw new Refusal(422, { error: 'Invalid url given' });
  const { hostname } = new URL(url);
  if (
    !ctx.world.settings.allowLocalRequests &&
    /^(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\])/.test(hostname)
  ) {
    throw new Refusal(422, { error: 'Invalid url given' });
  }
}

function applySettings(ctx: Context, hook: Hook): void {
  const { input, world } = ctx;
  const signing = input.text('signing_token');
  if (signing && world.edition.atLeast(19, 0)) {
    if (!/^whsec_[A-Za-z0-9+/]{43}=$/.test(signing)) throw invalid({ signing_token: ['is invalid'] });
    hook.signingToken = signing;
  }
  if (input.has('token')) hook.token = input.text('token') || null;
  hook.name = input.text('name') ?? hook.name;
  hook.description = input.text('description') ?? hook.description;
  hook.pushEventsBranchFilter = input.text('push_events_branch_filter') ?? hook.pushEventsBranchFilter;
  hook.branchFilterStrategy =
    input.oneOf('branch_filter_strategy', ['wildcard', 'regex', 'all_branches']) ?? hook.branchFilterStrategy;
  hook.enableSslVerification = input.bool('enable_ssl_verification') ?? hook.enableSslVerification;
  for (const name of EVENTS) {
    const wanted = input.bool(name);
    if (wanted !== undefined) hook.events.set(name, wanted);
  }
}

function managed(ctx: Context): Project {
  currentUser(ctx);
  return findProject(ctx, Access.maintainer);
}

function findHook(ctx: Context): Hook {
  const hook = managed(ctx).hooks.get(idParam(ctx, 'hookId'));
  if (!hook) throw notFound();
  return hook;
}

/** Test data is real data: the newest commit, issue or comment. */
async function testPayload(ctx: Context, project: Project, trigger: string): Promise<object> {
  const { world } = ctx;
  const by = currentUser(ctx);
  if (trigger === 'push_events') {
    const [head] = project.defaultBranch ? await log(project, [project.defaultBranch], { limit: 1 }) : [];
    if (!head) throw new Refusal(422, { message: 'Ensure the project has at least one commit.' });
    const change = {
      ref: `refs/heads/${project.defaultBranch ?? 'main'}`,
      before: head.parents[0] ?? NO_COMMIT,
      after: head.sha,
    };
    return pushPayload(world, { project, by, changes: [change] }, change);
  }
  const store = world.issues(project);
  const issue = store.byUpdate.at(store.byUpdate.length - 1);
  if (!issue) throw new Refusal(422, { message: 'Ensure the project has issues.' });
  if (trigger.includes('issues')) return issuePayload(world, { issue, by, action: 'update', changes: {} });
  const note = issue.notes.findLast((one) => !one.system);
  if (!note) throw new Refusal(422, { message: 'Ensure the project has notes.' });
  return notePayload(world, { issue, note, by, action: 'create' });
}

function eventView(event: HookEvent): Record<string, unknown> {
  return {
    id: event.id,
    url: event.url,
    trigger: event.trigger,
    request_headers: { 'Idempotency-Key': event.idempotencyKey, 'X-Gitlab-Event-UUID': event.eventUuid },
    request_data: JSON.parse(event.payload) as unknown,
    response_headers: {},
    response_body: '',
    execution_duration: event.executionMs / 1000,
    response_status: event.responseStatus,
  };
}

function statusFits(filter: string, status: string): boolean {
  if (filter === 'successful') return status.startsWith('2');
  if (filter === 'client_failure') return status.startsWith('4');
  if (filter === 'server_failure') return status.startsWith('5') || status === 'internal error';
  return status === filter;
}

export function hookRoutes(server: Server): void {
  const base = '/projects/:id/hooks';
  server.get(base, (ctx) => paginate(ctx, [...managed(ctx).hooks.values()], (hook) => hookView(ctx, hook)));
  server.get(`${base}/:hookId`, (ctx) => ok(hookView(ctx, findHook(ctx))));

  server.post(base, (ctx) => {
    const project = managed(ctx);
    const url = ctx.input.requiredText('url');
    checkUrl(ctx, url);
    if (project.hooks.size >= 100) throw badRequest('Maximum number of project hooks (100) exceeded');
    const hook: Hook = {
      id: ctx.world.id('hook'),
      uuid: randomUUID(),
      project,
      url,
      name: null,
      description: null,
      token: null,
      signingToken: null,
      customHeaders: new Map(),
      enableSslVerification: true,
      pushEventsBranchFilter: '',
      branchFilterStrategy: 'wildcard',
      events: new Map([['push_events', true]]),
      failures: 0,
      disabledUntil: null,
      permanentlyDisabled: false,
      createdAt: ctx.world.now(),
      log: [],
    };
    applySettings(ctx, hook);
    project.hooks.set(hook.id, hook);
    return created(hookView(ctx, hook));
  });

  server.put(`${base}/:hookId`, (ctx) => {
    const hook = findHook(ctx);
    const url = ctx.input.requiredText('url');
    checkUrl(ctx, url);
    if (url !== hook.url) hook.token = null; // a new address loses the secret, unless it comes along
    hook.url = url;
    applySettings(ctx, hook);
    return ok(hookView(ctx, hook));
  });

  server.delete(`${base}/:hookId`, (ctx) => {
    const hook = findHook(ctx);
    hook.project.hooks.delete(hook.id);
    return noContent();
  });

  server.post(`${base}/:hookId/test/:trigger`, async (ctx) => {
    const hook = findHook(ctx);
    if (!ctx.world.edition.atLeast(16, 11)) throw new Refusal(404, { error: '404 Not Found' });
    ctx.limiter.application('hookTests', `${hook.project.id}:${currentUser(ctx).id}`);
    const trigger = ctx.params.trigger ?? '';
    const payload = await testPayload(ctx, hook.project, trigger);
    const event = await ctx.hooks.send(hook, trigger, JSON.stringify(payload), randomUUID(), randomUUID());
    if (!/^2/.test(event.responseStatus)) throw new Refusal(422, { message: event.responseStatus });
    return created({ message: '201 Created' });
  });

  server.get(`${base}/:hookId/events`, (ctx) => {
    const filter = ctx.input.text('status');
    const events = findHook(ctx).log.filter(
      (event) => filter === undefined || statusFits(filter, event.responseStatus),
    );
    return paginate(ctx, events, eventView);
  });

  server.post(`${base}/:hookId/events/:eventId/resend`, async (ctx) => {
    const hook = findHook(ctx);
    const event = hook.log.find((one) => one.id === idParam(ctx, 'eventId'));
    if (!event) throw notFound('Hook Log');
    ctx.limiter.application('hookTests', `${hook.project.id}:${currentUser(ctx).id}`);
    const again = await ctx.hooks.send(hook, event.trigger, event.payload, event.eventUuid, event.idempotencyKey);
    return created({ response_status: again.responseStatus });
  });

  server.put(`${base}/:hookId/custom_headers/:key`, (ctx) => {
    const hook = findHook(ctx);
    if (hook.customHeaders.size >= 20) throw badRequest('Maximum number of custom headers (20) exceeded');
    hook.customHeaders.set(ctx.params.key ?? '', ctx.input.requiredText('value'));
    return noContent();
  });
  server.delete(`${base}/:hookId/custom_headers/:key`, (ctx) => {
    findHook(ctx).customHeaders.delete(ctx.params.key ?? '');
    return noContent();
  });
}
