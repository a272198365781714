import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';

@Injectable()
export class StaleHooksQuery {
  constructor(private readonly tx: Tx) {}

  /** Configs with realtime whose hook was not looked at for so many seconds. */
  async older(seconds: number): Promise<number[]> {
    const rows = await this.tx.query<{ id: number }>(
      `select id from issue_mirrors
       where realtime and enabled and (hook_checked_at is null or hook_checked_at < now() - make_interval(secs => $1))
       order by hook_checked_at nulls first limit 1000`,
      [seconds],
    );
    return rows.map(({ id }) => id);
  }
}
