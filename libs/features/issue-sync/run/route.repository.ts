import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { IssueRoute, type RouteFacts } from '../store/issue-route.entity';

export interface AroundTarget {
  /** Copies that all maps together hold of it, with those being made. */
  copies: number;
  /** Into it. */
  routes: number;
  /** Another sync carries its issues on, to somewhere else than our source. */
  isReadByOthers: boolean;
}

@Injectable()
export class RouteRepository {
  constructor(private readonly tx: Tx) {}

  /** Makes this run the one that fills the map, unless another one that is still running does. */
  async claim(routeId: number, runId: number): Promise<boolean> {
    const [rows] = await this.tx.query<unknown[]>(
      `update issue_routes set run_id = $2
       where id = $1 and (run_id is null or run_id = $2
         or not exists (select from runs where runs.id = run_id and runs.status = 'running'))
       returning id`,
      [routeId, runId],
    );
    return (rows?.length ?? 0) > 0;
  }

  async saveFacts(routeId: number, facts: RouteFacts): Promise<void> {
    const { sourceProjectPath, targetProjectPath } = facts;
    await this.tx.repository(IssueRoute).update({ id: routeId }, { facts, sourceProjectPath, targetProjectPath });
  }

  /** What else there is about the target project. */
  async aroundTarget(route: IssueRoute): Promise<AroundTarget> {
    const [row] = await this.tx.query<AroundTarget>(
      `select count(distinct road.id) as routes,
         count(link.id) filter (where link.target_iid is not null or link.status = 'creating') as copies,
         exists (select from issue_mirrors config join issue_routes onward on onward.id = config.route_id
           where (onward.source_instance_id, onward.source_project_id) = ($1, $2)
             and (onward.target_instance_id, onward.target_project_id) <> ($3, $4)) as "isReadByOthers"
       from issue_routes road left join issue_links link on link.route_id = road.id
       where road.target_instance_id = $1 and road.target_project_id = $2`,
      [route.targetInstanceId, route.targetProjectId, route.sourceInstanceId, route.sourceProjectId],
    );
    return row ?? { copies: 0, routes: 0, isReadByOthers: false };
  }

  /** Of these uploads of the target project, those that belong to a file in a map. */
  async knownUploads(route: IssueRoute, uploadIds: number[]): Promise<Set<number>> {
    const rows = await this.tx.query<{ id: number }>(
      `select upload.target_upload_id as id
       from upload_links upload join issue_routes road on road.id = upload.route_id
       where road.target_instance_id = $1 and road.target_project_id = $2 and upload.target_upload_id = any($3::bigint[])`,
      [route.targetInstanceId, route.targetProjectId, uploadIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
