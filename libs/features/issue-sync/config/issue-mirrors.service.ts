import { Injectable } from '@nestjs/common';
import { AppError, brokenRule, Clock, conflict, notFound, type Page, type PageRequest } from '@app/common';
import { isUniqueViolation, Tx } from '@app/database';
import { MirrorStore, type Mirror } from '@features/mirrors';
import type { Pair } from '@features/pairs';
import { IssueSyncJobs } from '../jobs/issue-sync-jobs.service';
import { HookRuns } from '../realtime/hook-runs.service';
import { columnsOf } from './config-fields';
import type { CreateIssueMirrorDto, IssueMirrorFields, UpdateIssueMirrorDto } from './issue-mirror.dto';
import type { IssueMirror } from './issue-mirror.entity';
import { issueMirrorView, type IssueMirrorView } from './issue-mirror.view';
import { IssueMirrorsRepository, type IssueMirrorFilter } from './issue-mirrors.repository';
import { nextSlot } from './schedule';

/** The configs: one a mirror, made, changed and deleted here. */
@Injectable()
export class IssueMirrorsService {
  constructor(
    private readonly tx: Tx,
    private readonly clock: Clock,
    private readonly configs: IssueMirrorsRepository,
    private readonly jobs: IssueSyncJobs,
    private readonly hooks: HookRuns,
    private readonly mirrors: MirrorStore,
  ) {}

  async list(filter: IssueMirrorFilter, request: PageRequest & { sort?: string }): Promise<Page<IssueMirrorView>> {
    const page = await this.configs.list(filter, request);
    const running = await this.jobs.running(page.items.map(({ id }) => id));
    return { ...page, items: page.items.map((config) => issueMirrorView(config, running.has(config.id))) };
  }

  async get(id: number): Promise<IssueMirrorView> {
    return this.view(await this.configs.get(id));
  }

  async byMirror(mirrorId: number): Promise<IssueMirrorView> {
    const config = await this.configs.findByMirror(mirrorId);
    if (!config)
      throw new AppError('not_found', 'issue_mirror_not_found', `Mirror ${mirrorId} has no issue sync config.`);
    return this.view(config);
  }

  /** @throws AppError not_found (the mirror), conflict (it has a config, or another config fills the same projects) */
  async create(fields: CreateIssueMirrorDto): Promise<IssueMirrorView> {
    const mirror = await this.configs.findMirror(fields.mirror_id);
    if (!mirror?.instancePair) throw notFound('mirror', fields.mirror_id, 'mirror_id');
    const { id } = await this.createFor(mirror, mirror.instancePair, fields);
    return this.get(id);
  }

  /** Makes the config of a mirror; joins the open transaction. */
  async createFor(mirror: Mirror, pair: Pair, fields: IssueMirrorFields = {}): Promise<IssueMirror> {
    try {
      return await this.tx.run(() => this.insert(mirror, pair, fields));
    } catch (error) {
      // Two requests at once: the later one loses.
      if (isUniqueViolation(error)) throw hasConfig(mirror.id);
      throw error;
    }
  }

  /** @throws AppError rule when it would move to another mirror */
  async update(id: number, fields: UpdateIssueMirrorDto): Promise<IssueMirrorView> {
    await this.tx.run(async () => {
      const config = await this.configs.get(id);
      if (fields.mirror_id !== undefined && fields.mirror_id !== config.mirrorId) {
        throw brokenRule(
          'mirror_id_is_fixed',
          'A config stays with its mirror; delete it and make one for the other mirror instead.',
          'mirror_id',
        );
      }
      const columns = columnsOf(fields);
      const interval = columns.syncIntervalMinutes ?? config.syncIntervalMinutes;
      const rescheduled =
        interval !== config.syncIntervalMinutes || (columns.enabled === true && !config.enabled)
          ? { nextSyncAt: nextSlot(id, interval, this.clock.now()) }
          : {};
      await this.configs.update(id, { ...columns, ...rescheduled });
      await this.lookAtHook(config, columns);
      if (columns.enabled !== undefined) await this.mirrors.setIssueSyncEnabled(config.mirrorId, columns.enabled);
    });
    return this.get(id);
  }

  /** The map of issues stays with the two projects: a config that is made again finds its copies. */
  async remove(id: number): Promise<void> {
    await this.tx.run(async () => {
      const config = await this.configs.get(id);
      await this.jobs.cancelLive(id);
      const isHookLeft = await this.hooks.leaveBehind([config]);
      await this.configs.delete(id);
      if (isHookLeft) await this.hooks.takeDown(config.mirrorId);
      await this.mirrors.setIssueSyncEnabled(config.mirrorId, false);
    });
  }

  private async lookAtHook(config: IssueMirror, changes: Partial<IssueMirror>): Promise<void> {
    const { realtime = config.realtime, enabled = config.enabled } = changes;
    const isWanted = realtime && enabled;
    const wasWanted = config.realtime && config.enabled;
    if (isWanted !== wasWanted || (isWanted && config.hookError !== null)) await this.hooks.look(config.id);
  }

  private async insert(mirror: Mirror, pair: Pair, fields: IssueMirrorFields): Promise<IssueMirror> {
    if (await this.configs.findByMirror(mirror.id)) throw hasConfig(mirror.id);
    const route = await this.configs.ensureRoute(mirror, pair);
    const other = await this.configs.findByRoute(route.id);
    if (other) {
      throw conflict(
        'issue_route_in_use',
        `Issue sync config ${other.id} of mirror ${other.mirrorId} copies between the same two projects already; use that one.`,
        'mirror_id',
      );
    }
    const now = this.clock.now();
    const config = await this.configs.insert({
      ...columnsOf(fields),
      mirrorId: mirror.id,
      routeId: route.id,
      nextSyncAt: now,
    });
    const nextSyncAt = nextSlot(config.id, config.syncIntervalMinutes, now);
    await this.configs.update(config.id, { nextSyncAt });
    if (config.realtime && config.enabled) await this.hooks.look(config.id);
    await this.mirrors.setIssueSyncEnabled(mirror.id, config.enabled);
    return Object.assign(config, { nextSyncAt });
  }

  private async view(config: IssueMirror): Promise<IssueMirrorView> {
    return issueMirrorView(config, (await this.jobs.running([config.id])).has(config.id));
  }
}

const hasConfig = (mirrorId: number): Error =>
  conflict('issue_mirror_exists', `Mirror ${mirrorId} has an issue sync config already; change that one.`, 'mirror_id');
