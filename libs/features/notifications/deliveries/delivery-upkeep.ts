import { Injectable } from '@nestjs/common';
import { Settings } from '@app/config';
import { Periodic } from '@features/runs';
import { DeliveriesRepository } from './deliveries.repository';

const BATCH = 1_000;

@Injectable()
export class DeliveryUpkeep {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly settings: Settings,
  ) {}

  /** Nothing stays waiting that nobody is going to send. */
  @Periodic('notifications.given-up', (settings) => settings.get('SCHEDULER_INTERVAL_SECONDS'))
  async failGivenUp(): Promise<void> {
    await this.deliveries.failGivenUp('The work was given up before anything came of it. Send the message again.');
  }

  @Periodic('notifications.forget', () => 3_600)
  async forget(signal: AbortSignal): Promise<void> {
    const days = this.settings.get('NOTIFICATION_RETENTION_DAYS');
    let gone = BATCH;
    while (gone === BATCH && !signal.aborted) gone = await this.deliveries.purge(days, BATCH);
  }
}
