import { Injectable } from '@nestjs/common';
import { Settings } from '@app/config';
import { Periodic } from '@features/runs';
import { StatisticsQuery } from './statistics.query';

/** Outcomes in one statement. */
const BATCH = 20_000;

@Injectable()
export class StatisticsRollUp {
  constructor(
    private readonly statistics: StatisticsQuery,
    private readonly settings: Settings,
  ) {}

  @Periodic('statistics.roll-up', () => 60)
  async rollUp(signal: AbortSignal): Promise<void> {
    let taken: number;
    do taken = await this.statistics.rollUp(BATCH);
    while (taken === BATCH && !signal.aborted);
    await this.statistics.forget(this.settings.get('STATISTICS_DAYS'));
  }
}
