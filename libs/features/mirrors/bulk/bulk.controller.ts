import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Needs } from '@app/http';
import { checkBranchFilter } from '@features/pairs';
import { Runs } from '@features/runs';
import { overridesOf } from '../create/mirror-columns';
import { NO_OVERRIDES } from '../mirror-settings';
import { BulkPlanner } from './bulk-planner';
import { BulkDto } from './bulk.dto';
import { BulkPlanView, bulkPlanView, BulkStartedView, toMirror } from './bulk.view';

@ApiTags('Mirrors')
@Controller('mirrors/bulk')
export class BulkController {
  constructor(
    private readonly planner: BulkPlanner,
    private readonly runs: Runs,
  ) {}

  /** Reads both sides and changes nothing. */
  @Post('plan')
  @Needs('viewer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Plan to mirror a whole group' })
  @ApiOkResponse({ type: BulkPlanView })
  @ApiProblems(400, 404, 422, 502)
  async plan(@Body() body: BulkDto): Promise<BulkPlanView> {
    return bulkPlanView((await this.planner.plan(body, { priority: 'interactive' })).plan);
  }

  /** Makes missing groups, projects and mirrors as one run. Repeat it at will: what is done already is left alone. */
  @Post('apply')
  @HttpCode(202)
  @ApiOperation({ summary: 'Mirror a whole group' })
  @ApiAcceptedResponse({ type: BulkStartedView })
  @ApiProblems(400, 404, 422, 502)
  async apply(@Body() body: BulkDto): Promise<BulkStartedView> {
    checkBranchFilter({ ...NO_OVERRIDES, ...overridesOf(body) });
    const { plan, sourceGroup, pair } = await this.planner.plan(body, { priority: 'interactive' });
    const subject = `bulk:${pair.id}:${sourceGroup}`.slice(0, 120);
    const { run } = await this.runs.request({
      kind: 'mirrors.bulk',
      subject,
      trigger: 'manual',
      input: Object.fromEntries(Object.entries(body)),
    });
    return { message: `Mirroring of ${sourceGroup} started`, job_id: run.id, total: toMirror(plan).length };
  }
}
