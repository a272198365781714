import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, Needs, pageRequest } from '@app/http';
import { GroupApplyDto, GroupOrderDto, GroupPlanItemsQuery } from './bulk.dto';
import { BulkService } from './bulk.service';
import { groupPlanItemView, GroupPlanItemView, GroupPlanView, GroupStartedView } from './bulk.view';

@ApiTags('Mirrors')
@Controller('mirrors/bulk')
export class BulkController {
  constructor(private readonly bulk: BulkService) {}

  /** Reads both sides and changes nothing there. The answer has the first hundred items; the plan is kept for a day. */
  @Post('plan')
  @Needs('viewer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Plan to mirror a whole group' })
  @ApiOkResponse({ type: GroupPlanView })
  @ApiProblems(400, 404, 422, 502)
  plan(@Body() body: GroupOrderDto): Promise<GroupPlanView> {
    return this.bulk.plan(body);
  }

  /** As it was made; both sides may have changed since. */
  @Get('plans/:id')
  @ApiOperation({ summary: 'Get a plan' })
  @ApiProblems(404)
  storedPlan(@Param('id', IdParam) id: number): Promise<GroupPlanView> {
    return this.bulk.storedPlan(id);
  }

  /** By source path. */
  @Get('plans/:id/items')
  @ApiOperation({ summary: 'List the items of a plan' })
  @ApiPage(GroupPlanItemView)
  @ApiProblems(404, 422)
  async items(@Param('id', IdParam) id: number, @Query() query: GroupPlanItemsQuery): Promise<Page<GroupPlanItemView>> {
    const filter = { action: query.action ?? null, search: query.search ?? null };
    const page = await this.bulk.items(id, filter, pageRequest(query));
    return { ...page, items: page.items.map(groupPlanItemView) };
  }

  /**
   * Makes missing groups, projects and mirrors as one run, planned anew: what is done already is left alone, so it can
   * be repeated at will. With `follow`, what is new in the group is mirrored from then on too.
   */
  @Post('apply')
  @HttpCode(202)
  @ApiOperation({ summary: 'Mirror a whole group' })
  @ApiAcceptedResponse({ type: GroupStartedView })
  @ApiProblems(400, 404, 422, 502)
  apply(@Body() body: GroupApplyDto): Promise<GroupStartedView> {
    return this.bulk.apply(body);
  }
}
