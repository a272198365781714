import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { containing, listPage, Tx } from '@app/database';
import { notPaused } from '@features/pauses';
import type { QueryDeepPartialEntity } from 'typeorm';
import { GroupFollow, type FollowStatus } from './group-follow.entity';

export interface FollowFilter {
  pairId: number | null;
  enabled: boolean | null;
  status: FollowStatus | null;
  search: string | null;
}

export type FollowValues = QueryDeepPartialEntity<GroupFollow>;

const SORTABLE = {
  source_group_path: 'follow.sourceGroupPath',
  last_reconciled_at: 'follow.lastReconciledAt',
  next_reconcile_at: 'follow.nextReconcileAt',
  created_at: 'follow.createdAt',
};

@Injectable()
export class GroupFollowsRepository {
  constructor(private readonly tx: Tx) {}

  list(filter: FollowFilter, page: PageRequest & { sort?: string }): Promise<Page<GroupFollow>> {
    const query = this.tx.repository(GroupFollow).createQueryBuilder('follow');
    if (filter.pairId !== null) query.andWhere('follow.instancePairId = :pair', { pair: filter.pairId });
    if (filter.enabled !== null) query.andWhere('follow.enabled = :enabled', { enabled: filter.enabled });
    if (filter.status !== null) query.andWhere('follow.lastStatus = :status', { status: filter.status });
    if (filter.search !== null) {
      query.andWhere('(follow.sourceGroupPath ilike :search or follow.targetNamespacePath ilike :search)', {
        search: containing(filter.search),
      });
    }
    return listPage(query, page, SORTABLE);
  }

  find(id: number): Promise<GroupFollow | null> {
    return this.tx.repository(GroupFollow).findOneBy({ id });
  }

  findTree(instancePairId: number, sourceGroupId: number, targetNamespacePath: string): Promise<GroupFollow | null> {
    return this.tx.repository(GroupFollow).findOneBy({ instancePairId, sourceGroupId, targetNamespacePath });
  }

  async insert(values: FollowValues): Promise<GroupFollow> {
    const repository = this.tx.repository(GroupFollow);
    const { identifiers } = await repository.insert(values);
    return repository.findOneByOrFail({ id: (identifiers[0] as { id: number }).id });
  }

  /** False when the follow is gone. */
  async update(id: number, values: FollowValues): Promise<boolean> {
    const { affected } = await this.tx.repository(GroupFollow).update({ id }, values);
    return (affected ?? 0) > 0;
  }

  async delete(id: number): Promise<boolean> {
    const { affected } = await this.tx.repository(GroupFollow).delete({ id });
    return affected === 1;
  }

  /** Locks follows that are due, longest due first; those of paused pairs wait. Only inside a transaction. */
  async lockDue(now: Date, limit: number): Promise<number[]> {
    const rows = await this.tx.query<{ id: number }>(
      `select follow.id from group_follows follow join pairs pair on pair.id = follow.instance_pair_id
        where follow.enabled and follow.next_reconcile_at <= $1 and ${notPaused('pair')}
        order by follow.next_reconcile_at limit $2
          for update of follow skip locked`,
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }

  async moved(slots: { id: number; at: Date }[]): Promise<void> {
    await this.tx.query(
      `update group_follows follow set next_reconcile_at = slot.at
         from unnest($1::bigint[], $2::timestamptz[]) as slot (id, at) where follow.id = slot.id`,
      [slots.map(({ id }) => id), slots.map(({ at }) => at)],
    );
  }
}
