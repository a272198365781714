import { Injectable } from '@nestjs/common';
import { AppError, brokenRule, conflict, notFound } from '@app/common';
import { Tx } from '@app/database';
import { type CreateInstanceDto, InstancesService } from '@features/instances';
import { type Run, Runs } from '@features/runs';
import { BatchesRepository } from '../batch/batches.repository';
import { ConfigurationReader } from './configuration-reader';
import type { ConfigurationDto } from './configuration.dto';
import { type ApplyQueuedView, plannedView, planView, type PlanView } from './configuration.view';
import { checkedResources } from './document-check';
import type { Configuration } from './entries';
import { FormerPaths } from './former-paths';
import { NamedRowsQuery } from './named-rows.query';
import { type Plan, planOf, type Step } from './plan';
import { resourcesOf } from './resources';

export interface ApplyOptions {
  prune: boolean;
}

const SUBJECT = 'configuration';

/** Brings this server to what a document says. */
@Injectable()
export class ConfigurationService {
  constructor(
    private readonly tx: Tx,
    private readonly reader: ConfigurationReader,
    private readonly rows: NamedRowsQuery,
    private readonly formerPaths: FormerPaths,
    private readonly instances: InstancesService,
    private readonly batches: BatchesRepository,
    private readonly runs: Runs,
  ) {}

  /** @throws AppError 422 with every fault of the document */
  async plan(document: ConfigurationDto, options: ApplyOptions): Promise<PlanView> {
    const plan = await this.compare(document, options);
    return planView(plan, tokensNeeded(plan, document));
  }

  /**
   * Instances at once, because their tokens must not be kept anywhere else; all the rest as a run.
   * @throws AppError 422 with every fault of the document, a missing token among them; 409 while another one is applied
   */
  async apply(document: ConfigurationDto, options: ApplyOptions): Promise<ApplyQueuedView> {
    const plan = await this.compare(document, options);
    requireTokens(tokensNeeded(plan, document));
    const now = plan.steps.filter(isAtOnce);
    const later = plan.steps.filter((step) => !isAtOnce(step));
    await this.requireIdle();
    await this.applyInstances(now, document);
    const run = await this.queue(later);
    const message = `${later.length} ${later.length === 1 ? 'change' : 'changes'} started`;
    return { message, job_id: run.id, total: later.length, applied: now.map(plannedView) };
  }

  private async compare(document: ConfigurationDto, { prune }: ApplyOptions): Promise<Plan> {
    checkedResources(document);
    if (prune && document.instances.length === 0) {
      throw brokenRule(
        'prune_everything',
        'The document names no instance, and with prune everything would be deleted. Delete the instances themselves if that is meant.',
        'instances',
      );
    }
    const observed = await this.reader.read();
    const pairs = await this.formerPaths.replaced(document.pairs, observed.pairs);
    const plan = planOf(resourcesOf({ instances: document.instances, pairs }), resourcesOf(observed), { prune });
    requireInPlace(plan, document, observed);
    return plan;
  }

  private async applyInstances(steps: Step[], document: ConfigurationDto): Promise<void> {
    const done: string[] = [];
    for (const step of steps) {
      try {
        await this.applyInstance(step, document.secrets?.[step.name]);
        done.push(step.name);
      } catch (error) {
        throw error instanceof AppError ? refused(error, step, document, done) : error;
      }
    }
  }

  private async applyInstance({ action, name, fields }: Step, token = ''): Promise<void> {
    if (action === 'create') {
      await this.instances.create(Object.assign(fields, { name, token }) as unknown as CreateInstanceDto);
      return;
    }
    const id = await this.rows.instance(name);
    if (id === null) throw notFound('instance', name);
    await this.instances.update(id, fields);
  }

  private queue(steps: Step[]): Promise<Run> {
    return this.tx.run(async () => {
      const batch = await this.batches.create(
        steps.map(({ action, kind, name, address, fields }, index) => {
          return { position: index + 1, action, kind, name, payload: { address, fields } };
        }),
      );
      const input = { batch };
      const { run, created } = await this.runs.request({
        kind: 'configuration.apply',
        subject: SUBJECT,
        trigger: 'manual',
        input,
      });
      if (!created) throw busy(run.id);
      return run;
    });
  }

  /** Before the first instance is touched; `queue` makes sure. */
  private async requireIdle(): Promise<void> {
    const { items } = await this.runs.list({ kind: 'configuration.apply', subject: SUBJECT }, { page: 1, perPage: 1 });
    const [latest] = items;
    if (latest && (latest.status === 'queued' || latest.status === 'running')) throw busy(latest.id);
  }
}

const isAtOnce = ({ kind, action }: Step): boolean => kind === 'instance' && action !== 'delete';

const busy = (id: number): AppError =>
  conflict(
    'configuration_is_applied',
    `Another configuration is being applied (run ${id}). Wait for it, or cancel it.`,
  );

/** The same, with the instance and its place in the document; what is done already stays. */
function refused(error: AppError, { name }: Step, { instances }: ConfigurationDto, done: string[]): AppError {
  const place = `instances.${instances.findIndex((entry) => entry.name === name)}`;
  const errors = error.errors.map(({ field, message }) => {
    return { field: field === 'token' ? `secrets.${name}` : `${place}.${field}`, message };
  });
  const before = done.length === 0 ? '' : ` Done before: ${done.join(', ')}.`;
  const { retryAfter } = error;
  const options = { errors, cause: error, ...(retryAfter !== undefined && { retryAfter }) };
  return new AppError(error.kind, error.code, `${name}: ${error.message}${before}`, options);
}

/** What its own change would refuse, before anything else is done. */
function requireInPlace({ steps }: Plan, { instances }: ConfigurationDto, { pairs }: Configuration): void {
  for (const { kind, action, name, fields } of steps) {
    if (kind !== 'instance' || action !== 'change' || fields['url'] === undefined) continue;
    const user = pairs.find(({ source, target }) => source === name || target === name);
    if (user === undefined) continue;
    throw brokenRule(
      'instance_url_in_use',
      `The url of ${name} cannot change while the pair ${user.name} uses it, because the mirrors on GitLab point there. Add the new address as an instance of its own.`,
      `instances.${instances.findIndex((entry) => entry.name === name)}.url`,
    );
  }
}

const tokensNeeded = ({ steps }: Plan, { secrets = {} }: ConfigurationDto): string[] =>
  steps
    .filter(({ action, kind, name }) => action === 'create' && kind === 'instance' && !Object.hasOwn(secrets, name))
    .map(({ name }) => name);

function requireTokens(names: string[]): void {
  if (names.length === 0) return;
  const errors = names.map((name) => ({
    field: `secrets.${name}`,
    message: `${name} is new here and needs its token.`,
  }));
  const message = `Documents hold no tokens: give those of ${names.join(', ')} in secrets.`;
  throw new AppError('invalid', 'token_needed', message, { errors });
}
