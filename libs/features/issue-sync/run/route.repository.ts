import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { IssueRoute, type RouteFacts } from '../store/issue-route.entity';

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

  /** What all maps together hold of the target project: copies (with those being made), and the routes into it. */
  async intoTarget(route: IssueRoute): Promise<{ copies: number; routes: number }> {
    const [row] = await this.tx.query<{ copies: number; routes: number }>(
      `select count(distinct road.id) as routes,
         count(link.id) filter (where link.target_iid is not null or link.status = 'creating') as copies
       from issue_routes road left join issue_links link on link.route_id = road.id
       where road.target_instance_id = $1 and road.target_project_id = $2`,
      [route.targetInstanceId, route.targetProjectId],
    );
    return row ?? { copies: 0, routes: 0 };
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
