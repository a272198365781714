import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '@app/common';
import { ApiProblems } from '@app/http';
import { DashboardQuery } from './dashboard.query';
import { dashboardView, DashboardView, quickStatsView, QuickStatsView } from './dashboard.view';

const RECENT = 10;
const CARE = 10;
/** As the first warning of the topology. */
const STALE_MS = 24 * 3_600_000;

@ApiTags('Dashboard')
@Controller('dashboard')
export class DashboardController {
  constructor(
    private readonly query: DashboardQuery,
    private readonly clock: Clock,
  ) {}

  /** Totals, health, the latest activity, the mirrors of each pair, and those that somebody should look at. */
  @Get('metrics')
  @ApiOperation({ summary: 'Numbers of the dashboard' })
  @ApiOkResponse({ type: DashboardView })
  @ApiProblems()
  async metrics(): Promise<DashboardView> {
    const now = this.clock.now();
    const staleBefore = new Date(now.getTime() - STALE_MS);
    const [summary, activity, pairs, failing, stale] = await Promise.all([
      this.query.summary(staleBefore),
      this.query.recentActivity(RECENT),
      this.query.mirrorsByPair(),
      this.query.failing(CARE),
      this.query.stale(staleBefore, CARE),
    ]);
    return dashboardView({ summary, activity, pairs, failing, stale }, now);
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
