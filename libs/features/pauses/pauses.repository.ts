import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { listPage, Tx } from '@app/database';
import { Pause } from './pause.entity';

export interface PauseFilter {
  instanceId: number | null;
  pairId: number | null;
  activeOnly: boolean;
}

const SORTABLE = { starts_at: 'pause.startsAt', ends_at: 'pause.endsAt', created_at: 'pause.createdAt' };

@Injectable()
export class PausesRepository {
  constructor(private readonly tx: Tx) {}

  list(filter: PauseFilter, page: PageRequest & { sort?: string }): Promise<Page<Pause>> {
    const query = this.tx.repository(Pause).createQueryBuilder('pause');
    if (filter.instanceId !== null) query.andWhere('pause.instanceId = :instance', { instance: filter.instanceId });
    if (filter.pairId !== null) query.andWhere('pause.pairId = :pair', { pair: filter.pairId });
    if (filter.activeOnly) query.andWhere('pause.startsAt <= now() and (pause.endsAt is null or pause.endsAt > now())');
    return listPage(query, page, SORTABLE);
  }

  async update(id: number, values: Partial<Pick<Pause, 'endsAt' | 'reason'>>): Promise<boolean> {
    const { affected } = await this.tx.repository(Pause).update({ id }, values);
    return affected === 1;
  }

  insert(pause: Omit<Pause, 'id' | 'createdAt' | 'instance' | 'pair'>): Promise<Pause> {
    return this.tx.repository(Pause).save(this.tx.repository(Pause).create(pause));
  }

  async delete(id: number): Promise<boolean> {
    const { affected } = await this.tx.repository(Pause).delete({ id });
    return affected === 1;
  }
}
