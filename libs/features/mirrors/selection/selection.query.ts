import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';

/** A selected mirror, as a run over many needs it. */
export interface SelectedMirror {
  id: number;
  /** Source and target, for people. */
  name: string;
  enabled: boolean;
  isReady: boolean;
  /** Something that was changed here is not on GitLab yet. */
  isPending: boolean;
  /** Why the last attempt to bring it there failed; null when it did not, or goes on. */
  error: string | null;
}

/** Mirrors by their ids, in one statement whatever their number. */
@Injectable()
export class SelectionQuery {
  constructor(private readonly tx: Tx) {}

  async count(ids: number[]): Promise<number> {
    const [row] = await this.tx.query<{ total: number }>('select count(*) as total from mirrors where id = any($1)', [
      ids,
    ]);
    return row?.total ?? 0;
  }

  /** Switches those that stand otherwise, to be brought to GitLab; returns their ids. Locks in the order of the ids. */
  async switch(ids: number[], enabled: boolean): Promise<number[]> {
    const rows = await this.tx.query<{ id: number }>(
      `with wanted as (select id from mirrors where id = any($1) and enabled <> $2 order by id for update),
       changed as (
         update mirrors m set enabled = $2, pending_change = coalesce(m.pending_change, 'settings'),
                              pending_since = now(), updated_at = now()
           from wanted where m.id = wanted.id returning m.id)
       select id from changed order by id`,
      [ids, enabled],
    );
    return rows.map(({ id }) => id);
  }

  /** Those that exist. */
  of(ids: number[]): Promise<SelectedMirror[]> {
    return this.tx.query<SelectedMirror>(
      `select m.id, m.source_project_path || ' to ' || m.target_project_path as name, m.enabled,
              m.phase = 'active' as "isReady", m.pending_change is not null as "isPending",
              case when latest.status = 'failed' then coalesce(latest.error, 'It was refused.') end as error
         from mirrors m
         left join lateral (
           select r.status, r.error from runs r
            where r.subject = 'mirror:' || m.id and r.kind = 'mirror.apply'
            order by r.id desc limit 1) latest on m.pending_change is not null
        where m.id = any($1) order by m.id`,
      [ids],
    );
  }
}
