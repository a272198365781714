import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';

export interface DueRotation {
  id: number;
  /** Of the token that is to be replaced. */
  tokenName: string | null;
}

/** Mirrors whose project access token is to be replaced before it ends. */
@Injectable()
export class DueRotationsQuery {
  constructor(private readonly tx: Tx) {}

  /**
   * Marks up to `limit` of those whose token ends within so many days as tried now, and returns them, the most urgent
   * first. One that was tried less than `pauseHours` ago, or whose rotation is under way, has to wait.
   */
  async claim(days: number, pauseHours: number, limit: number): Promise<DueRotation[]> {
    return this.tx.query<DueRotation>(
      `with due as (
         select m.id, m.mirror_token_expires_at from mirrors m
          where m.phase = 'active' and m.mirror_token_id is not null
            and m.mirror_token_expires_at <= (now() at time zone 'utc')::date + $1::int
            and (m.token_rotation_tried_at is null
                 or m.token_rotation_tried_at < now() - make_interval(hours => $2))
            and not exists (select from runs r where r.kind = 'mirror.rotate' and r.subject = 'mirror:' || m.id
                               and r.status in ('queued', 'running'))
          order by m.mirror_token_expires_at, m.id limit $3 for update of m skip locked),
       claimed as (
         update mirrors m set token_rotation_tried_at = now() from due where m.id = due.id
         returning m.id, m.mirror_token_name as "tokenName", due.mirror_token_expires_at)
       select id, "tokenName" from claimed order by mirror_token_expires_at, id`,
      [days, pauseHours, limit],
    );
  }
}
