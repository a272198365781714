import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, Clock, safeMessage } from '@app/common';
import { Settings } from '@app/config';
import { DeliveriesRepository } from '../deliveries/deliveries.repository';
import { testMessage } from '../messages/compose';
import { plainText } from '../messages/plain-text';
import { Sender } from '../sending/sender';
import type { ChannelTestView } from './channel.view';
import { ChannelsService } from './channels.service';

/** Sends a message while the caller waits, and puts it into the log. */
@Injectable()
export class ChannelTests {
  constructor(
    private readonly channels: ChannelsService,
    private readonly deliveries: DeliveriesRepository,
    private readonly sender: Sender,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError not_found */
  async test(id: number): Promise<ChannelTestView> {
    const channel = await this.channels.find(id);
    const message = testMessage(channel.name, this.settings.get('PUBLIC_URL'), this.clock.now());
    const deliveryKey = randomUUID();
    const result = await this.outcome(() => this.sender.send(channel, message, deliveryKey));
    await this.deliveries.insert([
      {
        deliveryKey,
        channelId: channel.id,
        channelName: channel.name,
        ruleId: null,
        ruleName: null,
        status: result.ok ? 'sent' : 'failed',
        subject: message.title,
        text: plainText(message, this.settings.get('APP_TITLE')),
        items: 0,
        message,
        attempts: 1,
        error: result.ok ? null : result.detail,
        sentAt: result.ok ? this.clock.now() : null,
      },
    ]);
    return result;
  }

  private async outcome(send: () => Promise<{ detail: string; isWhole: boolean }>): Promise<ChannelTestView> {
    try {
      const { detail, isWhole } = await send();
      return { ok: isWhole, detail };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { ok: false, detail: safeMessage(error) };
    }
  }
}
