import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { containing, listPage, Tx } from '@app/database';
import { GroupDefault } from './group-default.entity';

export const GROUP_DEFAULT_SORT_KEYS = ['id', 'group_path', 'created_at', 'updated_at'] as const;

export interface GroupDefaultFilter extends PageRequest {
  search?: string | undefined;
  sort?: string | undefined;
  instancePairId?: number | undefined;
}

export type GroupDefaultValues = Partial<Omit<GroupDefault, 'id' | 'instancePair' | 'createdAt' | 'updatedAt'>>;

@Injectable()
export class GroupDefaultsRepository {
  constructor(private readonly tx: Tx) {}

  find(id: number): Promise<GroupDefault | null> {
    return this.tx.repository(GroupDefault).findOneBy({ id });
  }

  ofPair(instancePairId: number): Promise<GroupDefault[]> {
    return this.tx.repository(GroupDefault).find({ where: { instancePairId }, order: { id: 'ASC' } });
  }

  findByPath(instancePairId: number, groupPath: string): Promise<GroupDefault | null> {
    return this.tx
      .repository(GroupDefault)
      .createQueryBuilder('defaults')
      .where('defaults.instancePairId = :instancePairId', { instancePairId })
      .andWhere('lower(defaults.groupPath) = lower(:groupPath)', { groupPath })
      .getOne();
  }

  list(filter: GroupDefaultFilter): Promise<Page<GroupDefault>> {
    const query = this.tx.repository(GroupDefault).createQueryBuilder('defaults');
    if (filter.instancePairId !== undefined) {
      query.andWhere('defaults.instancePairId = :pair', { pair: filter.instancePairId });
    }
    if (filter.search !== undefined && filter.search !== '') {
      query.andWhere('defaults.groupPath ilike :search', { search: containing(filter.search) });
    }
    return listPage(query, filter, {
      id: 'defaults.id',
      group_path: 'defaults.groupPath',
      created_at: 'defaults.createdAt',
      updated_at: 'defaults.updatedAt',
    });
  }

  insert(values: GroupDefaultValues): Promise<GroupDefault> {
    const repository = this.tx.repository(GroupDefault);
    return repository.save(repository.create(values));
  }

  async update(id: number, values: GroupDefaultValues): Promise<void> {
    await this.tx.repository(GroupDefault).update({ id }, values);
  }

  async remove(id: number): Promise<void> {
    await this.tx.repository(GroupDefault).delete({ id });
  }
}
