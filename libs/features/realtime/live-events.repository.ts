import { Injectable } from '@nestjs/common';
import { LIVE_EVENTS_TURN, Tx } from '@app/database';

export interface NewLiveEvent {
  type: string;
  data: Record<string, unknown>;
}

export interface LiveEventRow extends NewLiveEvent {
  id: number;
}

@Injectable()
export class LiveEventsRepository {
  constructor(private readonly tx: Tx) {}

  /**
   * Stores them and tells every process, in one statement, in its turn.
   */
  async publish(events: NewLiveEvent[]): Promise<void> {
    await this.tx.query(
      `with turn as materialized (select pg_advisory_xact_lock(${LIVE_EVENTS_TURN})),
            event as (
              insert into live_events (type, data)
              select new.type, new.data from turn, jsonb_to_recordset($1::jsonb) as new (type text, data jsonb)
              returning id)
       select pg_notify('live_events', string_agg(id::text, ',')) from event`,
      [JSON.stringify(events)],
    );
  }

  byIds(ids: number[]): Promise<LiveEventRow[]> {
    return this.tx.query<LiveEventRow>(`select id, type, data from live_events where id = any($1) order by id`, [ids]);
  }

  after(id: number, limit: number): Promise<LiveEventRow[]> {
    return this.tx.query<LiveEventRow>(`select id, type, data from live_events where id > $1 order by id limit $2`, [
      id,
      limit,
    ]);
  }

  /** Ids of the oldest and the newest that are kept; zeros when there is none. */
  async kept(): Promise<{ oldest: number; newest: number }> {
    const [row] = await this.tx.query<{ oldest: number; newest: number }>(
      'select coalesce(min(id), 0) as oldest, coalesce(max(id), 0) as newest from live_events',
    );
    return row ?? { oldest: 0, newest: 0 };
  }

  async forget(olderThanMinutes: number): Promise<void> {
    await this.tx.query('delete from live_events where created_at < now() - make_interval(mins => $1)', [
      olderThanMinutes,
    ]);
  }
}
