import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { Hold, SourceSnapshot } from './suspicion';

/** A mirror whose source has to be looked at before it is synced, or that something else stands in the way of. */
export interface WatchedMirror {
  id: number;
  sourceInstanceId: number;
  sourceProjectId: number;
  /** The setting of its pair. */
  isWatched: boolean;
  lossPercent: number;
  snapshot: SourceSnapshot | null;
  isHeld: boolean;
  hold: Hold | null;
  /** Its settings are on their way to GitLab. */
  isApplying: boolean;
}

/** What is remembered about the sources of mirrors. */
@Injectable()
export class HoldsQuery {
  constructor(private readonly tx: Tx) {}

  /** Of these mirrors those that can't just go ahead. */
  watched(ids: number[]): Promise<WatchedMirror[]> {
    return this.tx.query<WatchedMirror>(
      `select * from (
         select m.id, p.source_instance_id as "sourceInstanceId", m.source_project_id as "sourceProjectId",
                p.hold_suspicious_changes as "isWatched", p.hold_branch_loss_percent as "lossPercent",
                m.source_snapshot as snapshot, m.held_at is not null as "isHeld", m.hold,
                exists (select from runs r where r.kind = 'mirror.apply' and r.subject = 'mirror:' || m.id
                           and r.status in ('queued', 'running')) as "isApplying"
           from mirrors m join pairs p on p.id = m.instance_pair_id where m.id = any($1)) mirror
        where "isWatched" or "isHeld" or "isApplying" order by id`,
      [ids],
    );
  }

  /** What the sources looked like when they were let through. */
  async remember(snapshots: { id: number; snapshot: SourceSnapshot }[]): Promise<void> {
    if (snapshots.length === 0) return;
    await this.tx.query(
      `update mirrors m set source_snapshot = s.snapshot
        from jsonb_to_recordset($1::jsonb) as s (id bigint, snapshot jsonb) where m.id = s.id`,
      [JSON.stringify(snapshots)],
    );
  }
}
