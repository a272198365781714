import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { listPage, Tx } from '@app/database';
import { In } from 'typeorm';
import type { DeliveryStatus } from '../deliveries/delivery.entity';
import { NotificationChannel, type ChannelKind } from './channel.entity';

export const CHANNEL_SORT_KEYS = ['name', 'kind', 'created_at', 'updated_at'] as const;

export type ChannelValues = Pick<
  NotificationChannel,
  'name' | 'kind' | 'enabled' | 'recipients' | 'urlHost' | 'urlEncrypted' | 'secretEncrypted'
>;

/** The last attempt to send something there that came to an end. */
export interface LastDelivery {
  channelId: number;
  at: Date;
  status: Exclude<DeliveryStatus, 'waiting'>;
}

@Injectable()
export class ChannelsRepository {
  constructor(private readonly tx: Tx) {}

  list(
    filter: { kind?: ChannelKind | undefined; enabled?: boolean | undefined },
    page: PageRequest & { sort?: string },
  ): Promise<Page<NotificationChannel>> {
    const query = this.tx.repository(NotificationChannel).createQueryBuilder('channel');
    if (filter.kind !== undefined) query.andWhere('channel.kind = :kind', { kind: filter.kind });
    if (filter.enabled !== undefined) query.andWhere('channel.enabled = :enabled', { enabled: filter.enabled });
    return listPage(query, page, {
      name: 'channel.name',
      kind: 'channel.kind',
      created_at: 'channel.createdAt',
      updated_at: 'channel.updatedAt',
    });
  }

  find(id: number): Promise<NotificationChannel | null> {
    return this.tx.repository(NotificationChannel).findOneBy({ id });
  }

  /** Those of these that exist and are on. */
  enabled(ids: number[]): Promise<NotificationChannel[]> {
    return this.tx
      .repository(NotificationChannel)
      .find({ where: { id: In(ids), enabled: true }, order: { id: 'ASC' } });
  }

  /** Those of these that exist; none can be deleted before the transaction ends. */
  lock(ids: number[]): Promise<NotificationChannel[]> {
    return this.tx
      .repository(NotificationChannel)
      .find({ where: { id: In(ids) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  }

  /** A new one when there is no id. */
  async save(id: number | null, values: ChannelValues): Promise<NotificationChannel> {
    const repository = this.tx.repository(NotificationChannel);
    const known = id === null ? repository.create() : await repository.findOneByOrFail({ id });
    return repository.save(repository.merge(known, values));
  }

  async delete(id: number): Promise<void> {
    await this.tx.repository(NotificationChannel).delete({ id });
  }

  lastDeliveries(channelIds: number[]): Promise<LastDelivery[]> {
    return this.tx.query<LastDelivery>(
      `select channel.id as "channelId", coalesce(last.sent_at, last.created_at) as at, last.status
         from unnest($1::bigint[]) as channel (id),
              lateral (select sent_at, created_at, status from notification_deliveries
                        where channel_id = channel.id and status <> 'waiting'
                        order by id desc limit 1) as last`,
      [channelIds],
    );
  }
}
