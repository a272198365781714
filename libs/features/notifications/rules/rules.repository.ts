import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { listPage, Tx } from '@app/database';
import type { NotificationEvent } from './rule-events';
import { NotificationRule } from './rule.entity';

export const RULE_SORT_KEYS = ['name', 'event', 'created_at', 'updated_at'] as const;

export type RuleValues = Omit<NotificationRule, 'id' | 'instancePair' | 'createdAt' | 'updatedAt'>;

export interface RuleFilter {
  event?: NotificationEvent | undefined;
  channelId?: number | undefined;
  enabled?: boolean | undefined;
}

@Injectable()
export class RulesRepository {
  constructor(private readonly tx: Tx) {}

  list(filter: RuleFilter, page: PageRequest & { sort?: string }): Promise<Page<NotificationRule>> {
    const query = this.tx.repository(NotificationRule).createQueryBuilder('rule');
    if (filter.event !== undefined) query.andWhere('rule.event = :event', { event: filter.event });
    if (filter.enabled !== undefined) query.andWhere('rule.enabled = :enabled', { enabled: filter.enabled });
    if (filter.channelId !== undefined) {
      query.andWhere('rule.channelIds @> :channels', { channels: [filter.channelId] });
    }
    return listPage(query, page, {
      name: 'rule.name',
      event: 'rule.event',
      created_at: 'rule.createdAt',
      updated_at: 'rule.updatedAt',
    });
  }

  find(id: number): Promise<NotificationRule | null> {
    return this.tx.repository(NotificationRule).findOneBy({ id });
  }

  /** Locks the row, so that evaluating and changing a rule wait for each other. Only inside a transaction. */
  findForUpdate(id: number): Promise<NotificationRule | null> {
    return this.tx.repository(NotificationRule).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async enabledIds(): Promise<number[]> {
    const rules = await this.tx
      .repository(NotificationRule)
      .find({ select: { id: true }, where: { enabled: true }, order: { id: 'ASC' } });
    return rules.map(({ id }) => id);
  }

  ofChannel(channelId: number): Promise<NotificationRule[]> {
    return this.tx
      .repository(NotificationRule)
      .createQueryBuilder('rule')
      .where('rule.channelIds @> :channels', { channels: [channelId] })
      .orderBy('rule.name')
      .getMany();
  }

  /** A new one when there is no id. */
  async save(id: number | null, values: RuleValues): Promise<NotificationRule> {
    const repository = this.tx.repository(NotificationRule);
    const known = id === null ? repository.create() : await repository.findOneByOrFail({ id });
    return repository.save(repository.merge(known, values));
  }

  async delete(id: number): Promise<boolean> {
    const { affected } = await this.tx.repository(NotificationRule).delete({ id });
    return affected === 1;
  }

  /** What was known about its alerts means nothing any more. */
  async forgetAlerts(ruleId: number): Promise<void> {
    await this.tx.query('delete from notification_alerts where rule_id = $1', [ruleId]);
  }
}
