import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { containing, listPage, Tx } from '@app/database';
import { Pair } from './pair.entity';

export const PAIR_SORT_KEYS = ['id', 'name', 'mirror_direction', 'created_at', 'updated_at'] as const;

export interface PairFilter extends PageRequest {
  search?: string | undefined;
  sort?: string | undefined;
  sourceInstanceId?: number | undefined;
  targetInstanceId?: number | undefined;
}

export type PairValues = Partial<Omit<Pair, 'id' | 'sourceInstance' | 'targetInstance' | 'createdAt' | 'updatedAt'>>;

@Injectable()
export class PairsRepository {
  constructor(private readonly tx: Tx) {}

  find(id: number): Promise<Pair | null> {
    return this.tx.repository(Pair).findOneBy({ id });
  }

  findByName(name: string): Promise<Pair | null> {
    return this.tx.repository(Pair).findOneBy({ name });
  }

  /** Locks the row, so that no mirror can be added meanwhile. Only inside a transaction. */
  findForUpdate(id: number): Promise<Pair | null> {
    return this.tx.repository(Pair).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** As it is until the transaction ends; others may read and hold it as well. */
  findForShare(id: number): Promise<Pair | null> {
    return this.tx.repository(Pair).findOne({ where: { id }, lock: { mode: 'pessimistic_read' } });
  }

  list(filter: PairFilter): Promise<Page<Pair>> {
    const query = this.tx.repository(Pair).createQueryBuilder('pair');
    if (filter.search !== undefined && filter.search !== '') {
      query.andWhere('(pair.name ilike :search or pair.description ilike :search)', {
        search: containing(filter.search),
      });
    }
    if (filter.sourceInstanceId !== undefined) {
      query.andWhere('pair.sourceInstanceId = :source', { source: filter.sourceInstanceId });
    }
    if (filter.targetInstanceId !== undefined) {
      query.andWhere('pair.targetInstanceId = :target', { target: filter.targetInstanceId });
    }
    return listPage(query, filter, {
      id: 'pair.id',
      name: 'pair.name',
      mirror_direction: 'pair.mirrorDirection',
      created_at: 'pair.createdAt',
      updated_at: 'pair.updatedAt',
    });
  }

  insert(values: PairValues): Promise<Pair> {
    const repository = this.tx.repository(Pair);
    return repository.save(repository.create(values));
  }

  async update(id: number, values: PairValues): Promise<void> {
    await this.tx.repository(Pair).update({ id }, values);
  }

  async remove(id: number): Promise<void> {
    await this.tx.repository(Pair).delete({ id });
  }
}
