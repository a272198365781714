import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';

/** How many projects of each kind a view shows. */
const SHOWN = 100;

export interface FollowDetails {
  mirrors: number;
  vanished: { path: string; mirrorId: number; since: Date; reason: string }[];
  vanishedCount: number;
  dismissed: { projectId: number; path: string; since: Date }[];
  dismissedCount: number;
}

interface Row {
  followId: number;
  projectId: number;
  path: string;
  mirrorId: number | null;
  vanishedAt: Date | null;
  vanishedReason: string | null;
  dismissedAt: Date | null;
}

interface CountRow {
  followId: number;
  mirrors: number;
  vanished: number;
  dismissed: number;
}

const IS_VANISHED = 'vanished_at is not null and mirror_id is not null';
const IS_DISMISSED = 'dismissed_at is not null and mirror_id is null';

/** What views of follows show of their projects, for a page of follows at once. */
@Injectable()
export class FollowDetailsQuery {
  constructor(private readonly tx: Tx) {}

  /** By the id of the follow; one for each. */
  async of(followIds: number[]): Promise<Map<number, FollowDetails>> {
    const counts = await this.tx.query<CountRow>(
      `select follow_id as "followId", count(mirror_id)::int as mirrors,
              count(*) filter (where ${IS_VANISHED})::int as vanished,
              count(*) filter (where ${IS_DISMISSED})::int as dismissed
         from group_follow_projects where follow_id = any($1) group by 1`,
      [followIds],
    );
    const rows = await this.tx.query<Row>(
      `select follow_id as "followId", source_project_id as "projectId", source_project_path as path,
              mirror_id as "mirrorId", vanished_at as "vanishedAt", vanished_reason as "vanishedReason",
              dismissed_at as "dismissedAt"
         from (select *, row_number() over (partition by follow_id, mirror_id is null order by source_project_path) as n
                 from group_follow_projects where follow_id = any($1) and (${IS_VANISHED} or ${IS_DISMISSED})) as notable
        where n <= $2 order by path`,
      [followIds, SHOWN],
    );
    return new Map(
      followIds.map((id) => [
        id,
        detailsOf(
          rows.filter(({ followId }) => followId === id),
          counts.find(({ followId }) => followId === id),
        ),
      ]),
    );
  }
}

function detailsOf(rows: Row[], counts: CountRow | undefined): FollowDetails {
  return {
    mirrors: counts?.mirrors ?? 0,
    vanished: rows.flatMap(({ path, mirrorId, vanishedAt, vanishedReason }) =>
      mirrorId === null || vanishedAt === null
        ? []
        : [{ path, mirrorId, since: vanishedAt, reason: vanishedReason ?? '' }],
    ),
    vanishedCount: counts?.vanished ?? 0,
    dismissed: rows.flatMap(({ projectId, path, mirrorId, dismissedAt }) =>
      mirrorId !== null || dismissedAt === null ? [] : [{ projectId, path, since: dismissedAt }],
    ),
    dismissedCount: counts?.dismissed ?? 0,
  };
}
