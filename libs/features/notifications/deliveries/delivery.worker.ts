import { safeMessage } from '@app/common';
import { JOBS } from '@app/queue';
import { type RunContext, RunHandler, type RunResult } from '@features/runs';
import { ChannelsRepository } from '../channels/channels.repository';
import { finalFailure, isFinalFailure } from '../sending/delivery-failure';
import { Sender, type Sent } from '../sending/sender';
import { DeliveriesRepository } from './deliveries.repository';
import { deliveryIdOf } from './delivery-subject';
import type { NotificationDelivery } from './delivery.entity';

const { attempts: ATTEMPTS } = JOBS['notification.deliver'];

/**
 * Sends a message that was written down. Killed between the receiver's yes and our note of it, the message is sent once
 * more, under the same key: at least once.
 */
@RunHandler('notification.deliver')
export class DeliveryWorker {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly channels: ChannelsRepository,
    private readonly sender: Sender,
  ) {}

  async run({ run, signal }: RunContext): Promise<RunResult> {
    const delivery = await this.deliveries.find(deliveryIdOf(run.subject));
    if (delivery?.status !== 'waiting') return { status: 'success' };
    const sent = await this.send(delivery, signal).catch(async (error: unknown) => {
      // Stopped from outside: nobody's failure, and what becomes of it is not ours to say.
      signal.throwIfAborted();
      const willTryAgain = !isFinalFailure(error) && run.attempt < ATTEMPTS;
      await this.deliveries.attempted(delivery.id, willTryAgain ? 'waiting' : 'failed', safeMessage(error));
      throw error;
    });
    await this.deliveries.attempted(delivery.id, 'sent', sent.isWhole ? null : sent.detail);
    return { status: 'success' };
  }

  private async send(delivery: NotificationDelivery, signal: AbortSignal): Promise<Sent> {
    const channel = delivery.channelId === null ? null : await this.channels.find(delivery.channelId);
    if (!channel) throw finalFailure(`The channel ${delivery.channelName} is no more.`);
    if (!channel.enabled) throw finalFailure(`The channel ${channel.name} is off: turn it on, then send this again.`);
    return this.sender.send(channel, delivery.message, delivery.deliveryKey, signal);
  }
}
