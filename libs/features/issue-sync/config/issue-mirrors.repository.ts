import { Injectable } from '@nestjs/common';
import { Any, In } from 'typeorm';
import { notFound, type Page, type PageRequest } from '@app/common';
import { containing, listPage, Tx } from '@app/database';
import { Mirror } from '@features/mirrors';
import type { Pair } from '@features/pairs';
import { IssueRoute } from '../store/issue-route.entity';
import { IssueMirror, type SyncOutcome } from './issue-mirror.entity';

export interface IssueMirrorFilter {
  mirrorId?: number | undefined;
  instancePairId?: number | undefined;
  enabled?: boolean | undefined;
  lastSyncStatus?: SyncOutcome | undefined;
  search?: string | undefined;
}

export type HookFields = Partial<Pick<IssueMirror, 'hookId' | 'hookSecretEncrypted' | 'hookError' | 'hookCheckedAt'>>;

const SORTABLE = {
  id: 'config.id',
  mirror_id: 'config.mirrorId',
  last_sync_at: 'config.lastSyncAt',
  next_sync_at: 'config.nextSyncAt',
  created_at: 'config.createdAt',
};

const WITH_PLACES = { route: true, mirror: { instancePair: true } } as const;
const WITH_INSTANCES = {
  route: true,
  mirror: { instancePair: { sourceInstance: true, targetInstance: true } },
} as const;

@Injectable()
export class IssueMirrorsRepository {
  constructor(private readonly tx: Tx) {}

  /** With route, mirror and pair. */
  find(id: number): Promise<IssueMirror | null> {
    return this.tx.repository(IssueMirror).findOne({ where: { id }, relations: WITH_PLACES });
  }

  /** With route, mirror and pair. @throws AppError not_found */
  async get(id: number): Promise<IssueMirror> {
    const config = await this.find(id);
    if (!config) throw notFound('issue mirror', id);
    return config;
  }

  /** With everything that a run needs, in one query. @throws AppError not_found */
  async getForRun(id: number): Promise<IssueMirror> {
    // Not findOne: with relations it asks twice.
    const [config] = await this.tx.repository(IssueMirror).find({ where: { id }, relations: WITH_INSTANCES });
    if (!config) throw notFound('issue mirror', id);
    return config;
  }

  findByMirror(mirrorId: number): Promise<IssueMirror | null> {
    return this.tx.repository(IssueMirror).findOne({ where: { mirrorId }, relations: WITH_PLACES });
  }

  ofMirrors(mirrorIds: number[]): Promise<IssueMirror[]> {
    return this.tx.repository(IssueMirror).find({ where: { mirrorId: Any(mirrorIds) }, relations: WITH_PLACES });
  }

  /** The config that fills this route. */
  findByRoute(routeId: number): Promise<IssueMirror | null> {
    return this.tx.repository(IssueMirror).findOneBy({ routeId });
  }

  list(filter: IssueMirrorFilter, request: PageRequest & { sort?: string }): Promise<Page<IssueMirror>> {
    const query = this.tx
      .repository(IssueMirror)
      .createQueryBuilder('config')
      .innerJoinAndSelect('config.route', 'route')
      .innerJoin('config.mirror', 'mirror');
    if (filter.mirrorId !== undefined) query.andWhere('config.mirrorId = :mirrorId', filter);
    if (filter.instancePairId !== undefined) query.andWhere('mirror.instancePairId = :instancePairId', filter);
    if (filter.enabled !== undefined) query.andWhere('config.enabled = :enabled', filter);
    if (filter.lastSyncStatus !== undefined) query.andWhere('config.lastSyncStatus = :lastSyncStatus', filter);
    if (filter.search !== undefined) {
      query.andWhere('(route.sourceProjectPath ilike :part or route.targetProjectPath ilike :part)', {
        part: containing(filter.search),
      });
    }
    return listPage(query, request, SORTABLE);
  }

  /** With its pair; null when there is none. */
  findMirror(id: number): Promise<Mirror | null> {
    return this.tx.repository(Mirror).findOne({ where: { id }, relations: { instancePair: true } });
  }

  insert(fields: Partial<IssueMirror>): Promise<IssueMirror> {
    const repository = this.tx.repository(IssueMirror);
    return repository.save(repository.create(fields));
  }

  async update(id: number, fields: Partial<IssueMirror>): Promise<void> {
    await this.tx.repository(IssueMirror).update({ id }, { ...fields, updatedAt: new Date() });
  }

  /** What a run leaves behind; not a change by a user, so `updatedAt` stays. */
  async saveOutcome(
    id: number,
    outcome: Pick<IssueMirror, 'lastSyncAt' | 'lastSyncStatus' | 'lastSyncError'>,
  ): Promise<void> {
    await this.tx.query(
      'update issue_mirrors set last_sync_at = $2, last_sync_status = $3, last_sync_error = $4 where id = $1',
      [id, outcome.lastSyncAt, outcome.lastSyncStatus, outcome.lastSyncError],
    );
  }

  /**
   * A run that failed may not have come to say so itself: its worker went silent for the last time, its time was up.
   * All such of the last hours, or that of one config.
   */
  async takeFailures(id: number | null): Promise<void> {
    await this.tx.query(
      `update issue_mirrors config
       set last_sync_at = run.finished_at, last_sync_status = 'failed', last_sync_error = run.error
       from runs run
       where run.kind = 'issue-sync.run' and run.status = 'failed' and run.finished_at > now() - interval '6 hours'
         and run.subject = 'issue-sync:' || config.id and config.id = coalesce($1, config.id)
         and run.finished_at > coalesce(config.last_sync_at, '-infinity')
         and not exists (
           select from runs later where later.kind = run.kind and later.subject = run.subject and later.id > run.id
             and later.status = 'failed')`,
      [id],
    );
  }

  /** State of the webhook; no change by a user either. False: the config is gone. */
  async saveHook(id: number, fields: HookFields): Promise<boolean> {
    const row = {
      hook_id: fields.hookId,
      hook_secret_encrypted: fields.hookSecretEncrypted,
      hook_error: fields.hookError,
      hook_checked_at: fields.hookCheckedAt,
    };
    const [rows] = await this.tx.query<unknown[]>(
      `update issue_mirrors set (hook_id, hook_secret_encrypted, hook_error, hook_checked_at) =
         (select hook_id, hook_secret_encrypted, hook_error, hook_checked_at
          from jsonb_populate_record(issue_mirrors, $2::jsonb))
       where id = $1 returning id`,
      [id, JSON.stringify(row)],
    );
    return (rows?.length ?? 0) > 0;
  }

  /** Has the next run compare everything. */
  async requestReconcile(id: number): Promise<void> {
    await this.tx.query('update issue_mirrors set reconcile_requested = true where id = $1', [id]);
  }

  /** What was requested is due now: the engine goes by the time of the last comparison. */
  async beginReconcile(id: number): Promise<void> {
    await this.tx.query(
      `update issue_mirrors
       set reconcile_requested = false, cursor = jsonb_set(cursor, '{reconciledAt}', to_jsonb($2::text))
       where id = $1`,
      [id, new Date(0).toISOString()],
    );
  }

  /** Those of these configs (default: all) that exist, with route and mirror, lowest id first. */
  many(filter: { ids?: number[] | undefined; instancePairId?: number | undefined }): Promise<IssueMirror[]> {
    return this.tx.repository(IssueMirror).find({
      where: {
        ...(filter.ids && { id: In(filter.ids) }),
        ...(filter.instancePairId !== undefined && { mirror: { instancePairId: filter.instancePairId } }),
      },
      relations: WITH_PLACES,
      order: { id: 'ASC' },
    });
  }

  async setEnabled(slots: { id: number; nextSyncAt: Date }[], enabled: boolean): Promise<void> {
    await this.tx.query(
      `update issue_mirrors config set enabled = $3, next_sync_at = slot.at, updated_at = now()
       from unnest($1::bigint[], $2::timestamptz[]) as slot (id, at) where config.id = slot.id`,
      [slots.map(({ id }) => id), slots.map(({ nextSyncAt }) => nextSyncAt), enabled],
    );
  }

  async delete(id: number): Promise<void> {
    await this.tx.repository(IssueMirror).delete({ id });
  }

  /** The route between the projects of a mirror: the one that exists, or a new one. */
  async ensureRoute(mirror: Mirror, pair: Pair): Promise<IssueRoute> {
    const [row] = await this.tx.query<{ id: number }>(
      `insert into issue_routes
         (source_instance_id, source_project_id, source_project_path,
          target_instance_id, target_project_id, target_project_path)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (source_instance_id, source_project_id, target_instance_id, target_project_id)
       do update set source_project_path = excluded.source_project_path,
                     target_project_path = excluded.target_project_path
       returning id`,
      [
        pair.sourceInstanceId,
        mirror.sourceProjectId,
        mirror.sourceProjectPath,
        pair.targetInstanceId,
        mirror.targetProjectId,
        mirror.targetProjectPath,
      ],
    );
    return this.tx.repository(IssueRoute).findOneByOrFail({ id: row?.id ?? 0 });
  }
}
