import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { MirrorRowsQuery } from '../pair/mirror-rows.query';
import type { Address } from './resources';

/** Our ids of what documents name; null when it is not there. */
@Injectable()
export class NamedRowsQuery {
  constructor(
    private readonly tx: Tx,
    private readonly mirrors: MirrorRowsQuery,
  ) {}

  instance(name: string | undefined): Promise<number | null> {
    return this.id('select id from instances where name = $1', [name]);
  }

  pair(name: string | undefined): Promise<number | null> {
    return this.id('select id from pairs where name = $1', [name]);
  }

  groupDefault({ pair, group_path }: Address): Promise<number | null> {
    return this.id(
      `select d.id from group_defaults d join pairs p on p.id = d.instance_pair_id
        where p.name = $1 and lower(d.group_path) = lower($2)`,
      [pair, group_path],
    );
  }

  async mirror({ pair, source_project_path, target_project_path }: Address): Promise<number | null> {
    const pairId = await this.pair(pair);
    if (pairId === null) return null;
    return (await this.mirrors.find(pairId, source_project_path ?? '', target_project_path ?? ''))?.id ?? null;
  }

  issueSync(mirrorId: number): Promise<number | null> {
    return this.id('select id from issue_mirrors where mirror_id = $1', [mirrorId]);
  }

  /** Of all mirrors of a pair, of a group of it, or of one mirror; the mirror must be there. */
  async schedule(address: Address): Promise<number | null> {
    const mirrorId = address.source_project_path === undefined ? null : await this.mirror(address);
    return this.id(
      `select s.id from mirror_schedules s join pairs p on p.id = s.instance_pair_id
        where p.name = $1 and lower(s.group_path) is not distinct from lower($2::text)
          and s.mirror_id is not distinct from $3::bigint`,
      [address.pair, address.group_path ?? null, mirrorId],
    );
  }

  groupFollow({ pair, source_group_path, target_namespace_path }: Address): Promise<number | null> {
    return this.id(
      `select f.id from group_follows f join pairs p on p.id = f.instance_pair_id
        where p.name = $1 and lower(f.source_group_path) = lower($2) and lower(f.target_namespace_path) = lower($3)`,
      [pair, source_group_path, target_namespace_path],
    );
  }

  pause({ instance, pair, starts_at }: Address): Promise<number | null> {
    return this.id(
      `select u.id from pauses u left join instances i on i.id = u.instance_id left join pairs p on p.id = u.pair_id
        where i.name is not distinct from $1::text and p.name is not distinct from $2::text and u.starts_at = $3
        order by u.ends_at desc nulls first, u.id limit 1`,
      [instance ?? null, pair ?? null, starts_at],
    );
  }

  private async id(sql: string, parameters: unknown[]): Promise<number | null> {
    const [row] = await this.tx.query<{ id: number }>(sql, parameters);
    return row?.id ?? null;
  }
}
