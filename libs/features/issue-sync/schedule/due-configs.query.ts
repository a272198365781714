import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { notPaused } from '@features/pauses';

export interface DueConfig {
  id: number;
  syncIntervalMinutes: number;
}

@Injectable()
export class DueConfigsQuery {
  constructor(private readonly tx: Tx) {}

  /**
   * Locks configs that are due and whose mirror is in use and not paused, longest due first. Rows that another process holds are left
   * to it. Only inside a transaction.
   */
  lockDue(now: Date, limit: number): Promise<DueConfig[]> {
    return this.tx.query<DueConfig>(
      `select config.id, config.sync_interval_minutes as "syncIntervalMinutes"
       from issue_mirrors config join mirrors mirror on mirror.id = config.mirror_id
            join pairs pair on pair.id = mirror.instance_pair_id
       where config.enabled and config.next_sync_at <= $1 and mirror.enabled and mirror.phase = 'active'
         and ${notPaused('pair')}
       order by config.next_sync_at
       limit $2
       for update of config skip locked`,
      [now, limit],
    );
  }

  async reschedule(slots: { id: number; at: Date }[]): Promise<void> {
    await this.tx.query(
      `update issue_mirrors config set next_sync_at = slot.at
       from unnest($1::bigint[], $2::timestamptz[]) as slot (id, at)
       where config.id = slot.id`,
      [slots.map(({ id }) => id), slots.map(({ at }) => at)],
    );
  }
}
