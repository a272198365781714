import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';

/** Marks mirrors that have to be brought up to date on GitLab, and returns their ids. */
@Injectable()
export class AffectedMirrorsQuery {
  constructor(private readonly tx: Tx) {}

  /** Those that use a group token, and with a group path those whose credential may come from that group now. */
  async markCredential(groupTokenId: number, instanceId: number, groupPath: string | null): Promise<number[]> {
    const rows = await this.tx.query<{ id: number }>(
      `with marked as (
         update mirrors m set pending_change = 'credential', pending_since = now()
           from pairs p
          where p.id = m.instance_pair_id and m.phase = 'active' and m.deploy_key_id is null
            and (m.group_token_id = $1
              or ($3::text is not null
                and $2 = case m.direction when 'push' then p.target_instance_id else p.source_instance_id end
                and starts_with(
                  lower(case m.direction when 'push' then m.target_project_path else m.source_project_path end),
                  lower($3) || '/')))
         returning m.id)
       select id from marked`,
      [groupTokenId, instanceId, groupPath],
    );
    return rows.map(({ id }) => id);
  }

  /** Those that push to an instance over SSH. */
  async markHostKeys(instanceId: number): Promise<number[]> {
    const rows = await this.tx.query<{ id: number }>(
      `with marked as (
         update mirrors m set pending_change = coalesce(pending_change, 'settings'), pending_since = now()
           from pairs p
          where p.id = m.instance_pair_id and p.target_instance_id = $1
            and (m.deploy_key_id is not null or (m.phase = 'provisioning' and p.mirror_transport = 'ssh'))
         returning m.id)
       select id from marked`,
      [instanceId],
    );
    return rows.map(({ id }) => id);
  }

  /** All of a pair: which of them inherit what has changed only GitLab's side can tell, and asking is cheap. */
  async markSettings(pairId: number): Promise<number[]> {
    const rows = await this.tx.query<{ id: number }>(
      `with marked as (
         update mirrors set pending_change = coalesce(pending_change, 'settings'), pending_since = now()
          where instance_pair_id = $1 and phase = 'active' returning id)
       select id from marked`,
      [pairId],
    );
    return rows.map(({ id }) => id);
  }
}
