import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { Tx } from '@app/database';
import { MirrorSync, type MirrorSyncTrigger } from './mirror-sync.entity';

export interface OpenSync {
  id: number;
  mirrorId: number;
  status: 'queued' | 'running';
  previousUpdateAt: Date | null;
  /** When GitLab was asked. */
  startedAt: Date | null;
}

export interface SeenSync {
  mirrorId: number;
  status: 'success' | 'failed';
  startedAt: Date | null;
  finishedAt: Date;
  error: string | null;
}

/** The history of mirrors. Rows are added under a lock of their mirrors: one that is being deleted gets none. */
@Injectable()
export class MirrorSyncsRepository {
  constructor(private readonly tx: Tx) {}

  /** One for each of these mirrors that is there and enabled, once for a run however often it is asked. */
  async open(runId: number, trigger: MirrorSyncTrigger, mirrorIds: number[]): Promise<void> {
    await this.tx.query(
      `with ready as (
         select id from mirrors where id = any($3) and enabled and phase = 'active' order by id for key share)
       insert into mirror_syncs (mirror_id, run_id, trigger) select id, $1, $2 from ready
       on conflict (run_id, mirror_id) where run_id is not null do nothing`,
      [runId, trigger, mirrorIds],
    );
  }

  /** The same for all of a pair, once for a run: mirrors that are made while it goes on have to wait for the next. */
  async openPair(runId: number, trigger: MirrorSyncTrigger, pairId: number): Promise<void> {
    await this.tx.query(
      `with ready as (
         select id from mirrors
          where instance_pair_id = $3 and enabled and phase = 'active'
            and not exists (select from mirror_syncs where run_id = $1)
          order by id for key share)
       insert into mirror_syncs (mirror_id, run_id, trigger) select id, $1, $2 from ready
       on conflict (run_id, mirror_id) where run_id is not null do nothing`,
      [runId, trigger, pairId],
    );
  }

  opened(runId: number): Promise<OpenSync[]> {
    return this.tx.query<OpenSync>(
      `select id, mirror_id as "mirrorId", status, previous_update_at as "previousUpdateAt", started_at as "startedAt"
         from mirror_syncs
        where run_id = $1 and status in ('queued', 'running') order by id`,
      [runId],
    );
  }

  async outcome(runId: number): Promise<{ total: number; success: number; failed: number; error: string | null }> {
    const [row] = await this.tx.query<{ total: number; success: number; failed: number; error: string | null }>(
      `select count(*) as total, count(*) filter (where status = 'success') as success,
              count(*) filter (where status = 'failed') as failed, min(error) filter (where status = 'failed') as error
         from mirror_syncs where run_id = $1`,
      [runId],
    );
    return row ?? { total: 0, success: 0, failed: 0, error: null };
  }

  /** The first thousand that failed, by source and target. */
  failures(runId: number): Promise<{ name: string; error: string }[]> {
    return this.tx.query<{ name: string; error: string }>(
      `select m.source_project_path || ' to ' || m.target_project_path as name,
              coalesce(s.error, 'GitLab does not say why.') as error
         from mirror_syncs s join mirrors m on m.id = s.mirror_id
        where s.run_id = $1 and s.status = 'failed' order by s.id limit 1000`,
      [runId],
    );
  }

  /** GitLab was asked. */
  async started(items: { id: number; previousUpdateAt: Date | null }[]): Promise<void> {
    if (items.length === 0) return;
    await this.tx.query(
      `update mirror_syncs s set status = 'running', started_at = now(), previous_update_at = i."previousUpdateAt"
        from jsonb_to_recordset($1::jsonb) as i (id bigint, "previousUpdateAt" timestamptz) where s.id = i.id`,
      [JSON.stringify(items)],
    );
  }

  /** GitLab's mirror is another one now: what the one before was asked for has to be asked again. */
  async askAgain(mirrorId: number): Promise<void> {
    await this.tx.query(
      `update mirror_syncs set status = 'queued', started_at = null, previous_update_at = null
        where mirror_id = $1 and status = 'running'`,
      [mirrorId],
    );
  }

  async finished(items: { id: number; status: 'success' | 'failed'; error: string | null }[]): Promise<void> {
    if (items.length === 0) return;
    await this.tx.query(
      `update mirror_syncs s set status = i.status, error = i.error, finished_at = now()
        from jsonb_to_recordset($1::jsonb) as i (id bigint, status text, error text) where s.id = i.id`,
      [JSON.stringify(items)],
    );
  }

  /** Updates that GitLab did by itself and that we see afterwards; not while we wait for one that we asked for. */
  async seen(items: SeenSync[]): Promise<void> {
    if (items.length === 0) return;
    await this.tx.query(
      `with items as (
         select * from jsonb_to_recordset($1::jsonb) as i
           ("mirrorId" bigint, status text, "startedAt" timestamptz, "finishedAt" timestamptz, error text)),
       there as (select id from mirrors where id in (select "mirrorId" from items) order by id for key share)
       insert into mirror_syncs (mirror_id, trigger, status, started_at, finished_at, error)
       select i."mirrorId", 'gitlab', i.status, i."startedAt", i."finishedAt", i.error
         from items i join there m on m.id = i."mirrorId"
        where not exists (select from mirror_syncs s where s.mirror_id = m.id and s.status in ('queued', 'running'))`,
      [JSON.stringify(items)],
    );
  }

  /** Closes what nobody waits for any more, and forgets what is older than the retention. */
  async tidy(retentionDays: number): Promise<void> {
    await this.tx.query(
      `update mirror_syncs s set status = 'cancelled', finished_at = now()
        where s.status in ('queued', 'running')
          and not exists (select from runs r where r.id = s.run_id and r.status in ('queued', 'running'))`,
    );
    await this.tx.query(`delete from mirror_syncs where finished_at < now() - make_interval(days => $1)`, [
      retentionDays,
    ]);
  }

  async page(mirrorId: number, { page, perPage }: PageRequest): Promise<Page<MirrorSync>> {
    const [items, total] = await this.tx
      .repository(MirrorSync)
      .findAndCount({ where: { mirrorId }, order: { id: 'DESC' }, skip: (page - 1) * perPage, take: perPage });
    return { items, total, page, perPage };
  }
}
