import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { MESSAGE_ITEMS, type ToldAlert } from '../messages/compose';
import type { NotificationRule } from '../rules/rule.entity';
import { FINDINGS } from './findings.sql';
import type { Untold } from './telling';

/** `new`: not told yet; `recovered`: told, and over; `still`: told, and due to be told again. Null: nothing to tell. */
const STATE = `case when told_at is null then 'new' when resolved_at is not null then 'recovered'
                    when told_at <= $2::timestamptz - make_interval(hours => $3) then 'still' end`;

const SAME = 'finding.subject_kind = alert.subject_kind and finding.subject_id = alert.subject_id';

/** Alerts of a rule. All inside the transaction that holds the lock of its row. */
@Injectable()
export class AlertsQuery {
  constructor(private readonly tx: Tx) {}

  /**
   * Makes the alerts say what is wrong now. What is over before it was told is forgotten, and so is what is gone; what is
   * over after it was told stays until that is told as well, if anyone wants to know.
   */
  async compare(rule: NotificationRule, now: Date, despairDays: number): Promise<void> {
    await this.tx.query(
      `with given as (select $2::integer, $3::bigint, $5::integer),
            finding as materialized (${FINDINGS[rule.event]}),
            fired as (
              insert into notification_alerts as alert
                          (rule_id, subject_kind, subject_id, name, place, reason, path, firing_since)
              select $1::bigint, subject_kind, subject_id, name, place, reason, path, $4::timestamptz
                from finding where state = 'firing' order by subject_kind, subject_id
              on conflict (rule_id, subject_kind, subject_id) do update
                 set name = excluded.name, place = excluded.place, reason = excluded.reason, path = excluded.path,
                     resolved_at = null
               where (alert.name, alert.place, alert.reason, alert.path, alert.resolved_at)
                     is distinct from (excluded.name, excluded.place, excluded.reason, excluded.path, null)),
            resolved as (
              update notification_alerts alert set resolved_at = $4
                from finding
               where alert.rule_id = $1 and ${SAME} and finding.state = 'ok'
                 and alert.resolved_at is null and alert.told_at is not null and $6::boolean)
       delete from notification_alerts alert
        where alert.rule_id = $1
          and not exists (select from finding where ${SAME}
                             and (finding.state <> 'ok' or (alert.told_at is not null and $6)))`,
      [rule.id, rule.threshold, rule.instancePairId, now, despairDays, rule.notifyRecovery],
    );
  }

  async untold(rule: NotificationRule, now: Date): Promise<Untold> {
    const [row] = await this.tx.query<Untold>(
      `select count(*) filter (where state = 'new') as new, count(*) filter (where state = 'still') as still,
              count(*) filter (where state = 'recovered') as recovered,
              min(case state when 'new' then firing_since when 'recovered' then resolved_at end) as oldest
         from (select ${STATE} as state, firing_since, resolved_at from notification_alerts where rule_id = $1) as alert`,
      [rule.id, now, rule.repeatHours],
    );
    return row ?? { new: 0, still: 0, recovered: 0, oldest: null };
  }

  /** As many as a message lists: what is new first, the oldest first. */
  toTell(rule: NotificationRule, now: Date): Promise<ToldAlert[]> {
    return this.tx.query<ToldAlert>(
      `select subject_kind as "subjectKind", subject_id as "subjectId", state, name, place, reason, path,
              firing_since as "firingSince", resolved_at as "resolvedAt"
         from (select ${STATE} as state, alert.* from notification_alerts alert where rule_id = $1) as alert
        where state is not null
        order by array_position(array['new', 'still', 'recovered'], state), firing_since, id limit $4`,
      [rule.id, now, rule.repeatHours, MESSAGE_ITEMS],
    );
  }

  async told(rule: NotificationRule, now: Date): Promise<void> {
    await this.tx.query(
      `with over as (delete from notification_alerts where rule_id = $1 and resolved_at is not null and told_at is not null)
       update notification_alerts set told_at = $2
        where rule_id = $1 and resolved_at is null and (${STATE}) is not null`,
      [rule.id, now, rule.repeatHours],
    );
  }
}
