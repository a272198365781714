import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';

export interface TokenExpiryCounts {
  active: number;
  expiring_soon: number;
  expired: number;
  none: number;
}

/** Days before its end from which a token counts as expiring soon. */
const SOON_DAYS = 30;

/** What the health page and the metrics need, each with one query whatever the size. */
@Injectable()
export class HealthQuery {
  constructor(private readonly tx: Tx) {}

  async ping(): Promise<void> {
    await this.tx.query('select 1');
  }

  /** Tokens of instances, groups and mirrors. A token dies at 00:00 UTC of its last day. */
  async tokenExpiry(): Promise<TokenExpiryCounts> {
    const [row] = await this.tx.query<TokenExpiryCounts>(
      `select count(*) filter (where expires_at > today + $1::integer) as active,
              count(*) filter (where expires_at > today and expires_at <= today + $1::integer) as expiring_soon,
              count(*) filter (where expires_at <= today) as expired,
              count(*) filter (where expires_at is null) as none
         from (select token_expires_at as expires_at from instances
               union all select expires_at from group_tokens
               union all select mirror_token_expires_at from mirrors where mirror_token_encrypted is not null) as tokens,
              (select (now() at time zone 'utc')::date as today) as clock`,
      [SOON_DAYS],
    );
    return row ?? { active: 0, expiring_soon: 0, expired: 0, none: 0 };
  }

  async instanceHealth(): Promise<Record<string, number>> {
    return this.counts('select health as name, count(*) as count from instances group by health');
  }

  async mirrorStatus(): Promise<Record<string, number>> {
    return this.counts(
      `select case when enabled then last_update_status else 'disabled' end as name, count(*) as count from mirrors group by 1`,
    );
  }

  async liveRuns(): Promise<Record<string, number>> {
    return this.counts(
      `select status as name, count(*) as count from runs where status in ('queued', 'running') group by status`,
    );
  }

  /** What rules of notifications say is wrong now, by event. */
  async alerts(): Promise<Record<string, number>> {
    return this.counts(
      `select rule.event as name, count(*) as count
         from notification_alerts alert join notification_rules rule on rule.id = alert.rule_id
        where alert.resolved_at is null and rule.enabled group by rule.event`,
    );
  }

  /** Messages in the log of notifications. */
  async notifications(): Promise<Record<string, number>> {
    return this.counts('select status as name, count(*) as count from notification_deliveries group by status');
  }

  private async counts(sql: string): Promise<Record<string, number>> {
    const rows = await this.tx.query<{ name: string; count: number }>(sql);
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }
}
