import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { AnnouncedChange } from './webhook-event';

/** Repeats of a delivery come within minutes; resends by hand within GitLab's seven days of history. */
const KEPT_DAYS = 8;

@Injectable()
export class HookDeliveriesQuery {
  constructor(private readonly tx: Tx) {}

  /** Writes a delivery down; false when it was here before. */
  async accept(configId: number, key: string, change: AnnouncedChange): Promise<boolean> {
    const rows = await this.tx.query<{ id: number }>(
      `with touched as (update issue_mirrors set hook_delivered_at = now() where id = $1)
       insert into issue_hook_deliveries (issue_mirror_id, delivery_key, source_iid, comments)
       values ($1, $2, $3, $4) on conflict do nothing returning id`,
      [configId, key, change.issueIid, change.comments],
    );
    return rows.length > 0;
  }

  /** Makes the issues of all open deliveries due; a new one has no link yet and is found by the listing. */
  async takeUp(configId: number, routeId: number): Promise<void> {
    await this.tx.query(
      `with taken as (
         update issue_hook_deliveries set taken_at = now()
         where issue_mirror_id = $1 and taken_at is null
         returning source_iid, comments
       ), issues as (
         select source_iid, bool_or(comments) as comments from taken group by source_iid
       )
       update issue_links link
       set retry_at = now(), notes_count = case when issues.comments then -1 else link.notes_count end
       from issues
       where link.route_id = $2 and link.source_iid = issues.source_iid`,
      [configId, routeId],
    );
  }

  async purge(): Promise<void> {
    await this.tx.query('delete from issue_hook_deliveries where received_at < now() - make_interval(days => $1)', [
      KEPT_DAYS,
    ]);
  }
}
