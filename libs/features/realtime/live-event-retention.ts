import { Injectable } from '@nestjs/common';
import { Periodic } from '@features/runs';
import { LiveEventsRepository } from './live-events.repository';

const KEPT_MINUTES = 60;

@Injectable()
export class LiveEventRetention {
  constructor(private readonly events: LiveEventsRepository) {}

  @Periodic('realtime.forget', () => 300)
  async forget(): Promise<void> {
    await this.events.forget(KEPT_MINUTES);
  }
}
