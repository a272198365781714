import { Injectable } from '@nestjs/common';
import { conflict, notFound, type Page } from '@app/common';
import { Tx } from '@app/database';
import { pageRequest } from '@app/http';
import { Runs } from '@features/runs';
import { DeliveriesRepository, type NewDelivery } from './deliveries.repository';
import { deliverySubject } from './delivery-subject';
import type { ListDeliveriesQuery } from './delivery.dto';
import { type DeliveryRetriedView, deliveryView, type DeliveryView } from './delivery.view';

@Injectable()
export class DeliveriesService {
  constructor(
    private readonly tx: Tx,
    private readonly deliveries: DeliveriesRepository,
    private readonly runs: Runs,
  ) {}

  async list(query: ListDeliveriesQuery): Promise<Page<DeliveryView>> {
    const filter = { channelId: query.channel_id, ruleId: query.rule_id, status: query.status };
    const page = await this.deliveries.list(filter, pageRequest(query));
    return { ...page, items: page.items.map(deliveryView) };
  }

  async get(id: number): Promise<DeliveryView> {
    const delivery = await this.deliveries.find(id);
    if (!delivery) throw notFound('notification delivery', id);
    return deliveryView(delivery);
  }

  /** Writes them and the work of sending them together: either both are there or neither. */
  send(deliveries: NewDelivery[]): Promise<void> {
    return this.tx.run(async () => {
      const stored = await this.deliveries.insert(deliveries);
      await this.runs.requestMany(
        stored.map(({ id }) => ({ kind: 'notification.deliver', subject: deliverySubject(id), trigger: 'system' })),
      );
    });
  }

  /** @throws AppError not_found; conflict when it is sent already, or being sent right now */
  retry(id: number): Promise<DeliveryRetriedView> {
    return this.tx.run(async () => {
      const delivery = await this.deliveries.findForUpdate(id);
      if (!delivery) throw notFound('notification delivery', id);
      if (delivery.status === 'sent') {
        throw conflict(
          'delivery_is_sent',
          `Delivery ${id} is sent already. To send something again, test the channel.`,
        );
      }
      if (delivery.channelId === null) {
        throw conflict(
          'channel_is_gone',
          `The channel ${delivery.channelName} is no more, so nothing can be sent there.`,
        );
      }
      await this.deliveries.wait(id);
      const subject = deliverySubject(id);
      const { run, created } = await this.runs.request({ kind: 'notification.deliver', subject, trigger: 'manual' });
      if (!created) await this.runs.retry(run.id);
      return { message: 'The message is being sent again.', delivery_id: id, job_id: run.id };
    });
  }
}
