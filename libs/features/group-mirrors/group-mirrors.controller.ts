import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '@app/http';
import { BulkStartedView } from './apply/bulk-started.view';
import { GroupMirrors } from './apply/group-mirrors.service';
import { groupRequest, GroupRequestDto } from './group-request.dto';
import { groupPlanView, GroupPlanView } from './plan/group-plan.view';
import { GroupPlanner } from './plan/group-planner';

@ApiTags('Whole groups')
@Controller('mirrors/bulk')
export class GroupMirrorsController {
  constructor(
    private readonly planner: GroupPlanner,
    private readonly mirrors: GroupMirrors,
  ) {}

  /** What mirroring a whole group would do. Changes nothing; asks GitLab once a hundred projects. */
  @Post('plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'Plan the mirroring of a group' })
  @ApiOkResponse({ type: GroupPlanView })
  @ApiProblems(400, 404, 422, 502)
  async plan(@Body() body: GroupRequestDto): Promise<GroupPlanView> {
    return groupPlanView((await this.planner.plan(groupRequest(body), { priority: 'interactive' })).plan);
  }

  /**
   * Does in the background what the plan says, with what has changed until then; see the run. What is mirrored already
   * stays as it is, and a project that is refused does not stop the others.
   */
  @Post('apply')
  @HttpCode(202)
  @ApiOperation({ summary: 'Mirror a group' })
  @ApiAcceptedResponse({ type: BulkStartedView })
  @ApiProblems(400, 404, 409, 422, 502)
  apply(@Body() body: GroupRequestDto): Promise<BulkStartedView> {
    return this.mirrors.start(body);
  }
}
