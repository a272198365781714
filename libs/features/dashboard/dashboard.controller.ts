import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '@app/common';
import { ApiProblems } from '@app/http';
import { DashboardQuery } from './dashboard.query';
import { dashboardView, DashboardView, quickStatsView, QuickStatsView } from './dashboard.view';

const RECENT = 10;

@ApiTags('Dashboard')
@Controller('dashboard')
export class DashboardController {
  constructor(
    private readonly query: DashboardQuery,
    private readonly clock: Clock,
  ) {}

  /** Totals, health, the latest activity and the mirrors of each pair. */
  @Get('metrics')
  @ApiOperation({ summary: 'Numbers of the dashboard' })
  @ApiOkResponse({ type: DashboardView })
  @ApiProblems()
  async metrics(): Promise<DashboardView> {
    const [summary, activity, pairs] = await Promise.all([
      this.query.summary(),
      this.query.recentActivity(RECENT),
      this.query.mirrorsByPair(),
    ]);
    return dashboardView(summary, activity, pairs, this.clock.now());
  }

  /** The little that is polled often. */
  @Get('quick-stats')
  @ApiOperation({ summary: 'What is syncing now' })
  @ApiOkResponse({ type: QuickStatsView })
  @ApiProblems()
  async quickStats(): Promise<QuickStatsView> {
    const now = this.clock.now();
    return quickStatsView(await this.query.quickStats(now), now);
  }
}
