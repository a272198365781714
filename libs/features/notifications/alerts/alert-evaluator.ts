import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Clock, safeMessage } from '@app/common';
import { Settings } from '@app/config';
import { Tx } from '@app/database';
import { Periodic } from '@features/runs';
import type { NotificationChannel } from '../channels/channel.entity';
import { ChannelsRepository } from '../channels/channels.repository';
import { DeliveriesService } from '../deliveries/deliveries.service';
import { compose } from '../messages/compose';
import type { Message } from '../messages/message';
import { plainText } from '../messages/plain-text';
import type { NotificationRule } from '../rules/rule.entity';
import { quietHoursOf } from '../rules/rule-quiet-hours';
import { RulesRepository } from '../rules/rules.repository';
import { AlertsQuery } from './alerts.query';
import { isTimeToTell, type Untold } from './telling';

const MOST_SECONDS = 15;
/** Then every token is for people to replace, however far its end. */
const NEVER_REPLACED = 100_000;

/**
 * Compares what is wrong now with what was told, rule by rule. What is to be told is written down in the transaction that
 * takes it for told: killed before its commit, it happens again; killed after it, the message is there to be sent.
 */
@Injectable()
export class AlertEvaluator {
  private readonly logger = new Logger('Notifications');

  constructor(
    private readonly tx: Tx,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly rules: RulesRepository,
    private readonly channels: ChannelsRepository,
    private readonly alerts: AlertsQuery,
    private readonly deliveries: DeliveriesService,
  ) {}

  @Periodic('notifications.evaluate', (settings) => Math.min(MOST_SECONDS, settings.get('SCHEDULER_INTERVAL_SECONDS')))
  async evaluate(signal: AbortSignal): Promise<void> {
    for (const id of await this.rules.enabledIds()) {
      signal.throwIfAborted();
      try {
        await this.evaluateRule(id);
      } catch (error) {
        // The others go on; this one comes again soon.
        this.logger.warn(`Notification rule ${id} could not be evaluated: ${safeMessage(error)}`);
      }
    }
  }

  /** Does nothing when the rule is off or gone. */
  evaluateRule(id: number): Promise<void> {
    return this.tx.run(async () => {
      const rule = await this.rules.findForUpdate(id);
      if (!rule?.enabled) return;
      const now = this.clock.now();
      await this.alerts.compare(rule, now, this.despairDays());
      const untold = await this.alerts.untold(rule, now);
      const manners = { groupMinutes: rule.groupMinutes, quietHours: quietHoursOf(rule) };
      if (!isTimeToTell(untold, manners, now)) return;
      // With all channels off nothing counts as told: it is told as soon as one is on.
      const channels = await this.channels.enabled(rule.channelIds);
      if (channels.length > 0) await this.tell(rule, channels, untold, now);
    });
  }

  private async tell(
    rule: NotificationRule,
    channels: NotificationChannel[],
    { new: fresh, still, recovered }: Untold,
    now: Date,
  ): Promise<void> {
    const message = compose({
      event: rule.event,
      rule: { id: rule.id, name: rule.name },
      alerts: await this.alerts.toTell(rule, now),
      counts: { new: fresh, still, recovered },
      publicUrl: this.settings.get('PUBLIC_URL'),
      now,
    });
    await this.alerts.told(rule, now);
    await this.deliveries.send(channels.map((channel) => this.delivery(rule, channel, message)));
    this.logger.log(`Rule ${rule.name} tells ${channels.length} channels: ${message.title}.`);
  }

  private delivery(rule: NotificationRule, channel: NotificationChannel, message: Message) {
    const { new: fresh, still, recovered } = message.counts;
    return {
      deliveryKey: randomUUID(),
      channelId: channel.id,
      channelName: channel.name,
      ruleId: rule.id,
      ruleName: rule.name,
      subject: message.title,
      text: plainText(message, this.settings.get('APP_TITLE')),
      items: fresh + still + recovered,
      message,
    };
  }

  /** Half of the time that we give ourselves to replace a token has passed in vain. */
  private despairDays(): number {
    const days = this.settings.get('TOKEN_AUTO_ROTATION_DAYS');
    return days === 0 ? NEVER_REPLACED : Math.floor(days / 2);
  }
}
