import { Injectable } from '@nestjs/common';
import { Settings } from '@app/config';
import { Periodic } from '@features/runs';
import { StatisticsQuery } from './statistics.query';

@Injectable()
export class StatisticsRollUp {
  constructor(
    private readonly statistics: StatisticsQuery,
    private readonly settings: Settings,
  ) {}

  @Periodic('statistics.roll-up', () => 60)
  async rollUp(signal: AbortSignal): Promise<void> {
    let taken = 1;
    while (taken > 0 && !signal.aborted) taken = await this.statistics.rollUp();
    await this.statistics.forget(this.settings.get('STATISTICS_DAYS'));
  }
}
