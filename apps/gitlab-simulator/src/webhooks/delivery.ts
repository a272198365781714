import { createHmac, randomUUID } from 'node:crypto';
import { matchesPattern } from '../git/repository';
import type { IssueEvent, NoteEvent, PushEvent } from '../world/events';
import type { Hook, HookEvent, Project } from '../world/model';
import type { World } from '../world/world';
import { issuePayload, notePayload, pushPayload } from './payloads';

/** Pushes of more refs than this send nothing. */
const PUSH_LIMIT = 3;
const FAILURES_TO_PAUSE = 4;
const FAILURES_TO_STOP = 40;

const TITLES: Record<string, string> = {
  push_events: 'Push Hook',
  tag_push_events: 'Tag Push Hook',
  issues_events: 'Issue Hook',
  confidential_issues_events: 'Confidential Issue Hook',
  note_events: 'Note Hook',
  confidential_note_events: 'Confidential Note Hook',
};

/** The signature of newer servers: `v1,<base64 HMAC>` over id, time and body. */
export function signature(signingToken: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(signingToken.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** Sends what happens in the world to the hooks of its projects; once, in the background, without retries. */
export class HookDelivery {
  private readonly sending = new Set<Promise<unknown>>();

  constructor(private readonly world: World) {}

  /** Returns how to stop it. */
  start(): () => void {
    const onIssue = (event: IssueEvent): void => {
      const trigger = event.issue.confidential ? 'confidential_issues_events' : 'issues_events';
      this.announce(event.issue.project, trigger, () => issuePayload(this.world, event));
    };
    const onNote = (event: NoteEvent): void => {
      const hidden = event.issue.confidential || event.note.internal;
      this.announce(event.issue.project, hidden ? 'confidential_note_events' : 'note_events', () =>
        notePayload(this.world, event),
      );
    };
    const onPush = (event: PushEvent): void => this.pushed(event);
    this.world.events.on('issue', onIssue).on('note', onNote).on('push', onPush);
    return () => this.world.events.off('issue', onIssue).off('note', onNote).off('push', onPush);
  }

  /** Resolves when everything that was announced has been sent. */
  async settled(): Promise<void> {
    while (this.sending.size > 0) await Promise.allSettled(this.sending);
  }

  private pushed(event: PushEvent): void {
    for (const prefix of ['refs/heads/', 'refs/tags/']) {
      const changes = event.changes.filter((change) => change.ref.startsWith(prefix));
      if (changes.length > PUSH_LIMIT) continue;
      for (const change of changes) {
        const name = change.ref.slice(prefix.length);
        this.announce(
          event.project,
          prefix === 'refs/heads/' ? 'push_events' : 'tag_push_events',
          () => pushPayload(this.world, event, change),
          name,
        );
      }
    }
  }

  private announce(project: Project, trigger: string, payload: () => object | Promise<object>, branch?: string): void {
    const hooks = [...project.hooks.values()].filter((hook) => this.listens(hook, trigger, branch));
    if (hooks.length === 0) return;
    // The body is what the world looks like now, not when it is sent; every hook of the event shares its id.
    const body = Promise.resolve(payload()).then((value) => JSON.stringify(value));
    const eventUuid = randomUUID();
    const work = body.then((text) =>
      Promise.all(hooks.map((hook) => this.send(hook, trigger, text, eventUuid, randomUUID()))),
    );
    this.track(work);
  }

  private track(work: Promise<unknown>): void {
    const tracked = work
      .catch((error: unknown) => process.stderr.write(`gitlab-simulator: webhook: ${String(error)}\n`))
      .finally(() => this.sending.delete(tracked));
    this.sending.add(tracked);
  }

  private listens(hook: Hook, trigger: string, branch?: string): boolean {
    if (!hook.events.get(trigger) || hook.permanentlyDisabled) return false;
    if (hook.disabledUntil !== null && hook.disabledUntil > this.world.now()) return false;
    if (branch === undefined || !hook.pushEventsBranchFilter || hook.branchFilterStrategy === 'all_branches')
      return true;
    if (hook.branchFilterStrategy === 'regex') return new RegExp(hook.pushEventsBranchFilter).test(branch);
    return matchesPattern(hook.pushEventsBranchFilter, branch);
  }

  /** One delivery, also for tests and resends. */
  async send(hook: Hook, trigger: string, body: string, eventUuid: string, idempotencyKey: string): Promise<HookEvent> {
    const { world } = this;
    const started = Date.now();
    const responseStatus = await this.post(hook, trigger, body, eventUuid, idempotencyKey);
    const event: HookEvent = {
      id: world.id('hookEvent'),
      trigger,
      url: hook.url,
      payload: body,
      idempotencyKey,
      eventUuid,
      responseStatus,
      executionMs: Date.now() - started,
      createdAt: world.now(),
    };
    hook.log.unshift(event);
    hook.log.length = Math.min(hook.log.length, 200);
    this.note(hook, /^2\d\d$/.test(responseStatus));
    return event;
  }

  private async post(
    hook: Hook,
    trigger: string,
    body: string,
    eventUuid: string,
    idempotencyKey: string,
  ): Promise<string> {
    const { world } = this;
    const { edition } = world;
    const timestamp = String(Math.floor(world.now() / 1000));
    const headers: Record<string, string> = {
      'Content-Type': 'application/json',
      'User-Agent': `GitLab/${edition.version}`,
      'X-Gitlab-Event': TITLES[trigger] ?? trigger,
      'X-Gitlab-Webhook-UUID': hook.uuid,
      'X-Gitlab-Instance': world.publicUrl,
      'X-Gitlab-Event-UUID': eventUuid,
      ...(edition.atLeast(17, 4) ? { 'Idempotency-Key': idempotencyKey } : {}),
      ...(edition.atLeast(19, 0) ? { 'webhook-id': idempotencyKey, 'webhook-timestamp': timestamp } : {}),
      ...(edition.atLeast(19, 0) && hook.signingToken
        ? { 'webhook-signature': signature(hook.signingToken, idempotencyKey, timestamp, body) }
        : {}),
      ...(hook.token ? { 'X-Gitlab-Token': hook.token } : {}),
      ...Object.fromEntries(hook.customHeaders),
    };
    try {
      const answer = await fetch(hook.url, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(world.settings.webhookTimeoutMs),
      });
      await answer.body?.cancel();
      return String(answer.status);
    } catch {
      return 'internal error';
    }
  }

  /** Four failures in a row pause a hook, for longer each time; forty stop it. One success makes all good again. */
  private note(hook: Hook, success: boolean): void {
    if (success) {
      hook.failures = 0;
      hook.disabledUntil = null;
      hook.permanentlyDisabled = false;
      return;
    }
    hook.failures++;
    if (!this.world.settings.autoDisableHooks) return;
    if (hook.failures >= FAILURES_TO_STOP) hook.permanentlyDisabled = true;
    else if (hook.failures >= FAILURES_TO_PAUSE) {
      const minutes = Math.min(2 ** (hook.failures - FAILURES_TO_PAUSE), 24 * 60);
      hook.disabledUntil = this.world.now() + minutes * 60_000;
    }
  }
}
