import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { listPage, Tx } from '@app/database';
import { NotificationDelivery, type DeliveryStatus } from './delivery.entity';

export interface DeliveryFilter {
  channelId?: number | undefined;
  ruleId?: number | undefined;
  status?: DeliveryStatus | undefined;
}

export type NewDelivery = Pick<
  NotificationDelivery,
  'deliveryKey' | 'channelId' | 'channelName' | 'ruleId' | 'ruleName' | 'subject' | 'text' | 'items' | 'message'
> &
  Partial<Pick<NotificationDelivery, 'status' | 'attempts' | 'error' | 'sentAt'>>;

/** Whose run is over although nobody wrote down what came of it: it was cancelled, or killed too often. */
const GIVEN_UP = `not exists (select from runs where kind = 'notification.deliver' and subject = 'notification:' || delivery.id
                                and status in ('queued', 'running'))`;

@Injectable()
export class DeliveriesRepository {
  constructor(private readonly tx: Tx) {}

  list(
    { channelId, ruleId, status }: DeliveryFilter,
    page: PageRequest & { sort?: string },
  ): Promise<Page<NotificationDelivery>> {
    const query = this.tx.repository(NotificationDelivery).createQueryBuilder('delivery');
    if (channelId !== undefined) query.andWhere('delivery.channelId = :channelId', { channelId });
    if (ruleId !== undefined) query.andWhere('delivery.ruleId = :ruleId', { ruleId });
    if (status !== undefined) query.andWhere('delivery.status = :status', { status });
    // The order in which they were made is that of their ids.
    return listPage(query, { ...page, sort: page.sort ?? '-created_at' }, { created_at: 'delivery.id' });
  }

  find(id: number): Promise<NotificationDelivery | null> {
    return this.tx.repository(NotificationDelivery).findOneBy({ id });
  }

  /** Locks the row. Only inside a transaction. */
  findForUpdate(id: number): Promise<NotificationDelivery | null> {
    return this.tx.repository(NotificationDelivery).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  insert(deliveries: NewDelivery[]): Promise<NotificationDelivery[]> {
    const repository = this.tx.repository(NotificationDelivery);
    return repository.save(deliveries.map((delivery) => repository.create(delivery)));
  }

  /** An attempt has ended. One that is sent stays sent. */
  async attempted(id: number, status: DeliveryStatus, error: string | null): Promise<void> {
    await this.tx.query(
      `update notification_deliveries
          set status = $2::varchar, attempts = attempts + 1, error = $3,
              sent_at = case when $2::varchar = 'sent' then now() end
        where id = $1 and status <> 'sent'`,
      [id, status, error],
    );
  }

  /** It is to be sent again. */
  async wait(id: number): Promise<void> {
    await this.tx.query(`update notification_deliveries set status = 'waiting', error = null where id = $1`, [id]);
  }

  /** Those that nobody is going to send. The doorbell of a new one may not have rung yet, but its run is there. */
  async failGivenUp(reason: string): Promise<void> {
    await this.tx.query(
      `update notification_deliveries delivery set status = 'failed', error = coalesce(error, $1)
        where status = 'waiting' and ${GIVEN_UP}`,
      [reason],
    );
  }

  /** Forgets at most so many that are older; returns how many. */
  async purge(days: number, limit: number): Promise<number> {
    const [row] = await this.tx.query<{ count: number }>(
      `with old as (select id from notification_deliveries
                     where status <> 'waiting' and created_at < now() - make_interval(days => $1) limit $2),
            gone as (delete from notification_deliveries using old where notification_deliveries.id = old.id returning 1)
       select count(*) as count from gone`,
      [days, limit],
    );
    return row?.count ?? 0;
  }
}
