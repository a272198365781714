import type { Tx } from '@app/database';
import { referenceKey, type IssueReference, type ResolvedIssue } from '@app/sync-engine';
import type { IssueRoute } from './issue-route.entity';

/** What the maps of all routes together know. */

/**
 * Of these issues of the route's *source* project, those that are copies themselves → our ids of all instances they
 * come from, along the whole chain.
 */
export async function loadOrigins(tx: Tx, route: IssueRoute, iids: number[]): Promise<Map<number, number[]>> {
  const rows = await tx.query<{ iid: number; instances: number[] }>(
    `with recursive origin (asked, instance_id, project_id, iid, depth) as (
       select link.target_iid, road.source_instance_id, road.source_project_id, link.source_iid, 1
       from issue_routes road join issue_links link on link.route_id = road.id
       where road.target_instance_id = $1 and road.target_project_id = $2 and link.target_iid = any($3::bigint[])
       union
       select origin.asked, road.source_instance_id, road.source_project_id, link.source_iid, origin.depth + 1
       from origin
       join issue_routes road
         on road.target_instance_id = origin.instance_id and road.target_project_id = origin.project_id
       join issue_links link on link.route_id = road.id and link.target_iid = origin.iid
       where origin.depth < 16
     )
     select asked as iid, json_agg(distinct instance_id) as instances from origin group by asked`,
    [route.sourceInstanceId, route.sourceProjectId, iids],
  );
  return new Map(rows.map(({ iid, instances }) => [iid, instances]));
}

/** Counterparts on the route's target instance, made from its source instance by any config; own copies first. */
export async function resolveReferences(
  tx: Tx,
  route: IssueRoute,
  references: IssueReference[],
): Promise<ResolvedIssue[]> {
  const asked = new Map(references.map((reference) => [referenceKey(reference), reference]));
  const issues = [...asked.values()].map(({ projectPath, iid }) => ({ path: projectPath.toLowerCase(), iid }));
  const notes = references.flatMap(({ noteId }) => (noteId === null ? [] : [noteId]));
  const rows = await tx.query<{ path: string; iid: number; url: string; notes: Record<number, number> | null }>(
    `select distinct on (asked.path, asked.iid) asked.path, asked.iid, link.target_url as url,
       (select json_object_agg(note.source_note_id, note.target_note_id)
        from note_links note
        where note.route_id = link.route_id and note.source_note_id = any($5::bigint[])
          and note.source_iid = link.source_iid and note.target_note_id is not null) as notes
     from jsonb_to_recordset($1::jsonb) as asked (path text, iid bigint)
     join issue_routes road
       on road.source_instance_id = $2 and road.target_instance_id = $3 and lower(road.source_project_path) = asked.path
     join issue_links link on link.route_id = road.id and link.source_iid = asked.iid
     where link.target_url is not null and link.status <> 'target_deleted'
     order by asked.path, asked.iid, road.id = $4 desc, road.id`,
    [JSON.stringify(issues), route.sourceInstanceId, route.targetInstanceId, route.id, notes],
  );
  return rows.map(({ path, iid, url, notes: known }) => ({
    key: referenceKey({ projectPath: path, iid }),
    url,
    notes: known ?? {},
  }));
}

/** Source iids of the route whose text or comments wait for a counterpart that is there by now. */
export async function findResolvable(tx: Tx, route: IssueRoute, limit: number): Promise<number[]> {
  const rows = await tx.query<{ iid: number }>(
    `with waiting as (
       select source_iid, unnest(waiting_for) as key from issue_links where route_id = $1 and waiting_for <> '{}'
       union
       select source_iid, unnest(waiting_for) from note_links where route_id = $1 and waiting_for <> '{}'
     )
     select distinct waiting.source_iid as iid
     from waiting
     join issue_routes road
       on road.source_instance_id = $2 and road.target_instance_id = $3
       and lower(road.source_project_path) = split_part(waiting.key, '#', 1)
     join issue_links link
       on link.route_id = road.id and link.source_iid = split_part(waiting.key, '#', 2)::bigint
     where link.target_url is not null and link.status <> 'target_deleted'
     order by iid limit $4`,
    [route.id, route.sourceInstanceId, route.targetInstanceId, limit],
  );
  return rows.map(({ iid }) => iid);
}
