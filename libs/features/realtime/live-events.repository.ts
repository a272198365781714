import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';

export interface LiveEventRow {
  id: number;
  type: string;
  data: Record<string, unknown>;
}

/** Replays are short: whoever was away for longer reloads anyway. */
const MAX_REPLAY = 1_000;

@Injectable()
export class LiveEventsRepository {
  constructor(private readonly tx: Tx) {}

  /** Stores it and tells every process, in one statement. */
  async publish(type: string, data: Record<string, unknown>): Promise<void> {
    await this.tx.query(
      `with event as (insert into live_events (type, data) values ($1, $2) returning id)
       select pg_notify('live_events', id::text) from event`,
      [type, JSON.stringify(data)],
    );
  }

  byIds(ids: number[]): Promise<LiveEventRow[]> {
    return this.tx.query<LiveEventRow>(`select id, type, data from live_events where id = any($1) order by id`, [ids]);
  }

  after(id: number): Promise<LiveEventRow[]> {
    return this.tx.query<LiveEventRow>(
      `select id, type, data from live_events where id > $1 order by id limit ${MAX_REPLAY}`,
      [id],
    );
  }

  async newestId(): Promise<number> {
    const [row] = await this.tx.query<{ id: number }>('select coalesce(max(id), 0) as id from live_events');
    return row?.id ?? 0;
  }

  async forget(olderThanMinutes: number): Promise<void> {
    await this.tx.query('delete from live_events where created_at < now() - make_interval(mins => $1)', [
      olderThanMinutes,
    ]);
  }
}
