import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import type { GroupTokenChange } from '@features/tokens';

/**
 * Marks mirrors that have to be brought up to date on GitLab, and returns their ids. Also those that GitLab is just
 * making: what it was told may be what held before.
 */
@Injectable()
export class AffectedMirrorsQuery {
  constructor(private readonly tx: Tx) {}

  /**
   * Those that use a group token, those that may be about to, and when it reaches projects that it did not serve before,
   * those whose credential may come from it now.
   */
  async markCredential(
    token: Pick<GroupTokenChange, 'id' | 'instanceId' | 'groupPath'>,
    reachesMore: boolean,
  ): Promise<number[]> {
    const rows = await this.tx.query<{ id: number }>(
      `with marked as (
         update mirrors m set pending_change = 'credential', pending_since = now()
           from pairs p
          where p.id = m.instance_pair_id and m.deploy_key_id is null
            and (m.group_token_id = $1
              or (($4 or m.phase = 'provisioning')
                and $2 = case m.direction when 'push' then p.target_instance_id else p.source_instance_id end
                and starts_with(
                  lower(case m.direction when 'push' then m.target_project_path else m.source_project_path end),
                  lower($3) || '/')))
         returning m.id)
       select id from marked`,
      [token.id, token.instanceId, token.groupPath, reachesMore],
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
          where instance_pair_id = $1 returning id)
       select id from marked`,
      [pairId],
    );
    return rows.map(({ id }) => id);
  }
}
