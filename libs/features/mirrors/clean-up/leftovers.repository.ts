import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { Tx } from '@app/database';
import { Brackets, LessThanOrEqual, type FindOptionsWhere } from 'typeorm';
import { Leftover } from './leftover.entity';
import type { NewLeftover } from './leftovers';

type SimpleScope = { mirrorId: number } | { pairId: number } | { instanceId: number } | { id: number };
/** With several, those that are in any of them. */
export type LeftoverScope = SimpleScope | SimpleScope[];

const CHUNK = 1000;

@Injectable()
export class LeftoversRepository {
  constructor(private readonly tx: Tx) {}

  async add(items: NewLeftover[]): Promise<void> {
    for (let from = 0; from < items.length; from += CHUNK) {
      await this.tx.repository(Leftover).insert(items.slice(from, from + CHUNK));
    }
  }

  async inScope(scope: LeftoverScope, limit: number, afterId = 0): Promise<Leftover[]> {
    return this.tx
      .repository(Leftover)
      .createQueryBuilder('l')
      .where(new Brackets((either) => either.where(scope)))
      .andWhere('l.id > :afterId', { afterId })
      .orderBy('l.id')
      .take(limit)
      .getMany();
  }

  count(scope: LeftoverScope): Promise<number> {
    return this.tx.repository(Leftover).countBy(scope);
  }

  due(now: Date, limit: number): Promise<Leftover[]> {
    return this.tx
      .repository(Leftover)
      .find({ where: { nextAttemptAt: LessThanOrEqual(now) }, order: { nextAttemptAt: 'ASC' }, take: limit });
  }

  async page({ page, perPage }: PageRequest, where: FindOptionsWhere<Leftover>): Promise<Page<Leftover>> {
    const [items, total] = await this.tx
      .repository(Leftover)
      .findAndCount({ where, order: { id: 'ASC' }, skip: (page - 1) * perPage, take: perPage });
    return { items, total, page, perPage };
  }

  find(id: number): Promise<Leftover | null> {
    return this.tx.repository(Leftover).findOneBy({ id });
  }

  async remove(id: number): Promise<void> {
    await this.tx.repository(Leftover).delete({ id });
  }

  /** Nobody looks for them any more. */
  async giveUp(scope: LeftoverScope): Promise<void> {
    await this.tx.repository(Leftover).delete(scope);
  }

  async postpone(id: number, error: string | null, nextAttemptAt: Date): Promise<void> {
    await this.tx
      .repository(Leftover)
      .update({ id }, { lastError: error, nextAttemptAt, attempts: () => 'attempts + 1' });
  }

  /** GitLab's ids of what has to go on this project, so that a search by name or URL never takes one of them. */
  async idsOn(instanceId: number, projectId: number): Promise<number[]> {
    const rows = await this.tx.query<{ id: number }>(
      `select gitlab_id as id from mirror_leftovers
        where instance_id = $1 and project_id = $2 and kind = 'push_mirror' and gitlab_id is not null`,
      [instanceId, projectId],
    );
    return rows.map(({ id }) => id);
  }
}
