import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { Mirror } from '../mirror.entity';
import { FollowedProject } from './followed-project.entity';
import type { GroupFollow } from './group-follow.entity';

/** A project of the source tree as GitLab lists it. */
export interface ListedProject {
  id: number;
  path: string;
}

export interface Vanished {
  sourceProjectId: number;
  reason: string;
}

@Injectable()
export class FollowedProjectsRepository {
  constructor(private readonly tx: Tx) {}

  of(followId: number): Promise<FollowedProject[]> {
    return this.tx.repository(FollowedProject).findBy({ followId });
  }

  /**
   * Remembers what a reconcile saw: the mirrors of listed projects that lead below the namespace, or that were
   * remembered before. Whoever deletes one of them meanwhile waits, and is heard.
   */
  async seen({ id, instancePairId, targetNamespacePath }: GroupFollow, listed: ListedProject[]): Promise<void> {
    const projects = [listed.map((project) => project.id), listed.map(({ path }) => path)];
    await this.tx.query(
      `update group_follow_projects known
          set source_project_path = listed.path, vanished_at = null, vanished_reason = null
         from unnest($2::bigint[], $3::text[]) as listed (id, path)
        where known.follow_id = $1 and known.source_project_id = listed.id
          and (known.vanished_at is not null or known.source_project_path <> listed.path)`,
      [id, ...projects],
    );
    await this.tx.query(
      `with listed as (select * from unnest($2::bigint[], $3::text[]) as listed (id, path)),
            there as (select m.id, m.source_project_id, m.target_project_path from mirrors m
                       where m.instance_pair_id = $4 and m.source_project_id in (select id from listed) for key share)
       insert into group_follow_projects (follow_id, source_project_id, source_project_path, mirror_id)
       select distinct on (listed.id) $1, listed.id, listed.path, there.id
         from listed join there on there.source_project_id = listed.id
         left join group_follow_projects known on known.follow_id = $1 and known.mirror_id = there.id
        where known.mirror_id is not null or starts_with(lower(there.target_project_path), lower($5) || '/')
        order by listed.id, known.mirror_id nulls last, there.id
       on conflict (follow_id, source_project_id)
          do update set mirror_id = excluded.mirror_id, dismissed_at = null
          where group_follow_projects.mirror_id is distinct from excluded.mirror_id
             or group_follow_projects.dismissed_at is not null`,
      [id, ...projects, instancePairId, targetNamespacePath],
    );
  }

  async vanished(followId: number, projects: Vanished[], now: Date): Promise<void> {
    await this.tx.query(
      `update group_follow_projects known
          set vanished_at = coalesce(known.vanished_at, $4), vanished_reason = gone.reason
         from unnest($2::bigint[], $3::text[]) as gone (id, reason)
        where known.follow_id = $1 and known.source_project_id = gone.id`,
      [followId, projects.map(({ sourceProjectId }) => sourceProjectId), projects.map(({ reason }) => reason), now],
    );
  }

  /** Somebody deletes these mirrors: every follow that made one of them, or would make it, remembers that. */
  async dismiss(mirrors: Mirror[]): Promise<void> {
    await this.tx.query(
      `insert into group_follow_projects (follow_id, source_project_id, source_project_path, dismissed_at)
       select distinct on (follow.id, gone.project_id) follow.id, gone.project_id, gone.source_path, now()
         from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])
                as gone (id, pair_id, project_id, source_path, target_path)
         join group_follows follow on follow.instance_pair_id = gone.pair_id
        where starts_with(lower(gone.source_path), lower(follow.source_group_path) || '/')
              and starts_with(lower(gone.target_path), lower(follow.target_namespace_path) || '/')
           or exists (select from group_follow_projects known
                       where known.follow_id = follow.id and known.mirror_id = gone.id)
        order by follow.id, gone.project_id, gone.id
       on conflict (follow_id, source_project_id) do update set dismissed_at = now(), mirror_id = null
          where group_follow_projects.mirror_id is null or group_follow_projects.mirror_id = any($1)`,
      [
        mirrors.map(({ id }) => id),
        mirrors.map(({ instancePairId }) => instancePairId),
        mirrors.map(({ sourceProjectId }) => sourceProjectId),
        mirrors.map(({ sourceProjectPath }) => sourceProjectPath),
        mirrors.map(({ targetProjectPath }) => targetProjectPath),
      ],
    );
  }
}
