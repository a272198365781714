import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { MirrorDirection } from '@features/pairs';
import type { MirrorState } from '../gitlab/gitlab-state';

/** A project on GitLab that has mirrors of ours: one request tells the state of all of them. */
export interface OwnerProject {
  instanceId: number;
  projectId: number;
  direction: MirrorDirection;
}

/** What the state of a mirror is compared with. */
export interface KnownMirror extends OwnerProject, MirrorState {
  id: number;
  mirrorId: number;
  enabled: boolean;
  missing: boolean;
}

export interface StateChange extends MirrorState {
  id: number;
  /** GitLab has the mirror no more. */
  missing: boolean;
}

const OWNER = `case m.direction when 'push' then p.source_instance_id else p.target_instance_id end`;
const OWNER_PROJECT = `case m.direction when 'push' then m.source_project_id else m.target_project_id end`;
/** Spread over a tenth of the interval both ways, so that mirrors made together aren't read together for ever. */
const NEXT_CHECK = `now() + make_interval(secs => $2::float8 * (0.9 + 0.2 * random()))`;

/** Reads and writes the state of many mirrors in one statement each. */
@Injectable()
export class MirrorStatesQuery {
  constructor(private readonly tx: Tx) {}

  /** Projects with a mirror whose state is due to be read, the longest waiting first. */
  dueProjects(limit: number): Promise<OwnerProject[]> {
    return this.tx.query<OwnerProject>(
      `select ${OWNER} as "instanceId", ${OWNER_PROJECT} as "projectId", m.direction
         from mirrors m join pairs p on p.id = m.instance_pair_id
        where m.phase = 'active' and m.mirror_id is not null and m.next_check_at <= now()
        group by 1, 2, 3 order by min(m.next_check_at) limit $1`,
      [limit],
    );
  }

  /** All active mirrors of these projects, due or not. */
  ofProjects(projects: OwnerProject[]): Promise<KnownMirror[]> {
    return this.known(
      `where m.phase = 'active' and m.mirror_id is not null
         and (${OWNER}, ${OWNER_PROJECT}, m.direction) in
           (select "instanceId", "projectId", direction from jsonb_to_recordset($1::jsonb)
              as o ("instanceId" bigint, "projectId" bigint, direction text))`,
      [JSON.stringify(projects)],
    );
  }

  byIds(ids: number[]): Promise<KnownMirror[]> {
    return this.known(`where m.id = any($1) and m.phase = 'active' and m.mirror_id is not null`, [ids]);
  }

  /** Stores what GitLab said; the next look comes after `intervalSeconds`. */
  async store(changes: StateChange[], intervalSeconds: number): Promise<void> {
    if (changes.length === 0) return;
    await this.tx.query(
      `update mirrors m set
         last_update_status = s."lastUpdateStatus", last_error = s."lastError", last_update_at = s."lastUpdateAt",
         last_successful_update = s."lastSuccessfulUpdate", status_checked_at = now(), refresh_error = null,
         verify_status = case when s.missing then 'orphan' when m.verify_status = 'orphan' and m.project_notice is null then null else m.verify_status end,
         next_check_at = ${NEXT_CHECK}
        from jsonb_to_recordset($1::jsonb) as s (id bigint, "lastUpdateStatus" text, "lastError" text,
          "lastUpdateAt" timestamptz, "lastSuccessfulUpdate" timestamptz, missing boolean)
        where m.id = s.id`,
      [JSON.stringify(changes), intervalSeconds],
    );
  }

  /** A failed read changes nothing but what we know about reading. */
  async storeFailures(failures: { id: number; reason: string }[], intervalSeconds: number): Promise<void> {
    if (failures.length === 0) return;
    await this.tx.query(
      `update mirrors m set refresh_error = f.reason, next_check_at = ${NEXT_CHECK}
        from jsonb_to_recordset($1::jsonb) as f (id bigint, reason text) where m.id = f.id`,
      [JSON.stringify(failures), intervalSeconds],
    );
  }

  private known(where: string, parameters: unknown[]): Promise<KnownMirror[]> {
    return this.tx.query<KnownMirror>(
      `select m.id, ${OWNER} as "instanceId", ${OWNER_PROJECT} as "projectId", m.direction, m.mirror_id as "mirrorId",
              m.enabled, m.last_update_status as "lastUpdateStatus", m.last_error as "lastError",
              m.last_update_at as "lastUpdateAt", m.last_successful_update as "lastSuccessfulUpdate",
              coalesce(m.verify_status = 'orphan', false) as missing
         from mirrors m join pairs p on p.id = m.instance_pair_id ${where} order by m.id`,
      parameters,
    );
  }
}
