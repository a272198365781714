import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '@app/http';
import { groupRequest, GroupRequestDto } from './group-request.dto';
import { groupPlanView, GroupPlanView } from './plan/group-plan.view';
import { GroupPlanner } from './plan/group-planner';

@ApiTags('Whole groups')
@Controller('mirrors/bulk')
export class GroupMirrorsController {
  constructor(private readonly planner: GroupPlanner) {}

  /** What mirroring a whole group would do. Changes nothing; asks GitLab once a hundred projects. */
  @Post('plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'Plan the mirroring of a group' })
  @ApiOkResponse({ type: GroupPlanView })
  @ApiProblems(400, 404, 422, 502)
  async plan(@Body() body: GroupRequestDto): Promise<GroupPlanView> {
    return groupPlanView((await this.planner.plan(groupRequest(body), { priority: 'interactive' })).plan);
  }
}
