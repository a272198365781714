import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { containing, listPage, Tx } from '@app/database';
import { Instance } from './instance.entity';

export const INSTANCE_SORT_KEYS = [
  'id',
  'name',
  'url',
  'health',
  'token_expires_at',
  'created_at',
  'updated_at',
] as const;

export interface InstanceFilter extends PageRequest {
  search?: string | undefined;
  sort?: string | undefined;
}

/** What a caller may set; the rest the database makes. */
export type InstanceValues = Partial<Omit<Instance, 'id' | 'createdAt' | 'updatedAt'>>;

@Injectable()
export class InstancesRepository {
  constructor(private readonly tx: Tx) {}

  find(id: number): Promise<Instance | null> {
    return this.tx.repository(Instance).findOneBy({ id });
  }

  findByName(name: string): Promise<Instance | null> {
    return this.tx.repository(Instance).findOneBy({ name });
  }

  all(): Promise<Instance[]> {
    return this.tx.repository(Instance).find({ order: { id: 'ASC' } });
  }

  /** Locks the row, so that no pair can start to use the instance meanwhile. Only inside a transaction. */
  findForUpdate(id: number): Promise<Instance | null> {
    return this.tx.repository(Instance).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  list(filter: InstanceFilter): Promise<Page<Instance>> {
    const query = this.tx.repository(Instance).createQueryBuilder('instance');
    if (filter.search !== undefined && filter.search !== '') {
      query.where('(instance.name ilike :search or instance.url ilike :search or instance.description ilike :search)', {
        search: containing(filter.search),
      });
    }
    return listPage(query, filter, {
      id: 'instance.id',
      name: 'instance.name',
      url: 'instance.url',
      health: 'instance.health',
      token_expires_at: 'instance.tokenExpiresAt',
      created_at: 'instance.createdAt',
      updated_at: 'instance.updatedAt',
    });
  }

  insert(values: InstanceValues): Promise<Instance> {
    const repository = this.tx.repository(Instance);
    return repository.save(repository.create(values));
  }

  async update(id: number, values: InstanceValues): Promise<void> {
    await this.tx.repository(Instance).update({ id }, values);
  }

  /** Stores what GitLab told; `updated_at` stays, because nobody changed the instance. */
  async refresh(id: number, values: InstanceValues): Promise<void> {
    await this.tx.repository(Instance).update({ id }, { ...values, updatedAt: () => 'updated_at' });
  }

  async remove(id: number): Promise<void> {
    await this.tx.repository(Instance).delete({ id });
  }
}
