import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { MirrorDirection } from '@features/pairs';

/** A mirror with its two projects, as far as we know them. */
export interface MirrorProjectsRow {
  id: number;
  direction: MirrorDirection;
  sourceInstanceId: number;
  sourceProjectId: number;
  sourceProjectPath: string;
  targetInstanceId: number;
  targetProjectId: number;
  targetProjectPath: string;
}

/** What was learnt about the projects of a mirror. */
export interface LearntProjects {
  id: number;
  sourceProjectPath: string;
  targetProjectPath: string;
  notice: string | null;
  /** The repository that GitLab's mirror leads to has another address now. */
  leadsElsewhere: boolean;
}

/** Where the projects of mirrors are. */
@Injectable()
export class ProjectPathsQuery {
  constructor(private readonly tx: Tx) {}

  /** Looked at longest ago: once a day, and once an hour while something is odd about them. */
  due(limit: number): Promise<MirrorProjectsRow[]> {
    return this.tx.query<MirrorProjectsRow>(
      `select m.id, m.direction, p.source_instance_id as "sourceInstanceId", m.source_project_id as "sourceProjectId",
              m.source_project_path as "sourceProjectPath", p.target_instance_id as "targetInstanceId",
              m.target_project_id as "targetProjectId", m.target_project_path as "targetProjectPath"
         from mirrors m join pairs p on p.id = m.instance_pair_id
        where m.phase = 'active' and m.projects_checked_at < now() - interval '1 hour'
          and (m.project_notice is not null or m.projects_checked_at < now() - interval '1 day')
        order by m.projects_checked_at limit $1`,
      [limit],
    );
  }

  /** Returns the ids of those for which it is news. */
  async learnt(found: LearntProjects[]): Promise<number[]> {
    if (found.length === 0) return [];
    const rows = await this.tx.query<{ id: number; isNews: boolean }>(
      `with found as (
         select * from jsonb_to_recordset($1::jsonb) as f (id bigint, "sourceProjectPath" text,
           "targetProjectPath" text, notice text, "leadsElsewhere" boolean)),
       before as (
         select m.id, (m.source_project_path, m.target_project_path, m.project_notice)
                        is distinct from (f."sourceProjectPath", f."targetProjectPath", f.notice) as "isNews"
           from mirrors m join found f on f.id = m.id order by m.id for update of m),
       changed as (
         update mirrors m set source_project_path = f."sourceProjectPath", target_project_path = f."targetProjectPath",
                project_notice = f.notice, projects_checked_at = now(),
                verify_status = case when f."leadsElsewhere" then 'drift' else m.verify_status end
           from found f where f.id = m.id returning m.id)
       select b.id, b."isNews" from before b join changed c on c.id = b.id`,
      [JSON.stringify(found)],
    );
    return rows.filter(({ isNews }) => isNews).map(({ id }) => id);
  }

  /** Could not be looked at now; next time in about an hour. */
  async postpone(ids: number[]): Promise<void> {
    await this.tx.query(`update mirrors set projects_checked_at = now() - interval '23 hours' where id = any($1)`, [
      ids,
    ]);
  }

  /** GitLab does not find the project of these: look at once what has become of it, unless that is known. */
  async hurry(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    await this.tx.query(
      `update mirrors set projects_checked_at = now() - interval '2 days' where id = any($1) and project_notice is null`,
      [ids],
    );
  }
}
