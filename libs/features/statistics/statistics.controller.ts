import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, invalidField } from '@app/common';
import { ApiProblems } from '@app/http';
import { StatisticsQueryDto } from './statistics.dto';
import { StatisticsQuery } from './statistics.query';
import { statisticsView, StatisticsView } from './statistics.view';
import { MAX_BUCKETS, timeWindow } from './time-window';

@ApiTags('Statistics')
@Controller('statistics')
export class StatisticsController {
  constructor(
    private readonly statistics: StatisticsQuery,
    private readonly clock: Clock,
  ) {}

  /** Syncs, failures, durations and issues by the hour or day; the last 24 hours by default. Kept for STATISTICS_DAYS. */
  @Get()
  @ApiOperation({ summary: 'Syncs over time' })
  @ApiOkResponse({ type: StatisticsView })
  @ApiProblems(422)
  async read(@Query() query: StatisticsQueryDto): Promise<StatisticsView> {
    const bucket = query.bucket ?? 'hour';
    const window = timeWindow(bucket, { from: dateOf(query.from), to: dateOf(query.to) }, this.clock.now());
    if (window === null) throw invalidField('from', 'it must be before to.');
    if (window.buckets > MAX_BUCKETS) {
      throw invalidField(
        'from',
        `this would be ${window.buckets} points; ask for at most ${MAX_BUCKETS}, or by the day.`,
      );
    }
    const request = { from: window.from, to: window.to, bucket, pairId: query.instance_pair_id ?? null };
    return statisticsView(window, bucket, await this.statistics.read(request));
  }
}

const dateOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));
