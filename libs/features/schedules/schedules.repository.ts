import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { listPage, Tx } from '@app/database';
import { MirrorSchedule } from './schedule.entity';

export type ScheduleValues = Pick<
  MirrorSchedule,
  'instancePairId' | 'groupPath' | 'mirrorId' | 'cron' | 'intervalMinutes' | 'timezone' | 'enabled' | 'nextRunAt'
>;

const SORTABLE = {
  next_run_at: 'schedule.nextRunAt',
  last_run_at: 'schedule.lastRunAt',
  created_at: 'schedule.createdAt',
};

@Injectable()
export class SchedulesRepository {
  constructor(private readonly tx: Tx) {}

  list(
    filter: { pairId: number | null; mirrorId: number | null },
    page: PageRequest & { sort?: string },
  ): Promise<Page<MirrorSchedule>> {
    const query = this.tx.repository(MirrorSchedule).createQueryBuilder('schedule');
    if (filter.pairId !== null) query.andWhere('schedule.instancePairId = :pair', { pair: filter.pairId });
    if (filter.mirrorId !== null) query.andWhere('schedule.mirrorId = :mirror', { mirror: filter.mirrorId });
    return listPage(query, page, SORTABLE);
  }

  find(id: number): Promise<MirrorSchedule | null> {
    return this.tx.repository(MirrorSchedule).findOneBy({ id });
  }

  /** A new one when there is no id. */
  async save(id: number | null, values: ScheduleValues): Promise<MirrorSchedule> {
    const repository = this.tx.repository(MirrorSchedule);
    const known = id === null ? repository.create() : await repository.findOneByOrFail({ id });
    return repository.save(repository.merge(known, values));
  }

  async delete(id: number): Promise<boolean> {
    const { affected } = await this.tx.repository(MirrorSchedule).delete({ id });
    return affected === 1;
  }
}
