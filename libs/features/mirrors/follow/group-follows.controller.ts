import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam } from '@app/http';
import { CreateGroupFollowDto, GroupFollowsQuery, ReconcileDto, UpdateGroupFollowDto } from './group-follow.dto';
import { GroupFollowDeletedView, GroupFollowView, ReconcileStartedView } from './group-follow.view';
import { GroupFollowsService } from './group-follows.service';

@ApiTags('Group follows')
@Controller('group-follows')
export class GroupFollowsController {
  constructor(private readonly follows: GroupFollowsService) {}

  /** Group trees that are mirrored as they grow. */
  @Get()
  @ApiOperation({ summary: 'List followed groups' })
  @ApiPage(GroupFollowView)
  @ApiProblems(422)
  list(@Query() query: GroupFollowsQuery): Promise<Page<GroupFollowView>> {
    return this.follows.list(query);
  }

  /**
   * Mirrors the whole tree, and from then on what is new in it. What vanishes from the group is reported and stays
   * mirrored; a mirror that somebody deletes is not made again by itself.
   */
  @Post()
  @ApiOperation({ summary: 'Follow a group' })
  @ApiProblems(400, 404, 409, 422, 502)
  create(@Body() dto: CreateGroupFollowDto): Promise<GroupFollowView> {
    return this.follows.create(dto);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a followed group' })
  @ApiProblems(404)
  get(@Param('id', IdParam) id: number): Promise<GroupFollowView> {
    return this.follows.get(id);
  }

  /** Holds from the next reconcile on; mirrors that exist keep their settings. */
  @Put(':id')
  @ApiOperation({ summary: 'Change how a group is followed' })
  @ApiProblems(400, 404, 422)
  update(@Param('id', IdParam) id: number, @Body() dto: UpdateGroupFollowDto): Promise<GroupFollowView> {
    return this.follows.update(id, dto);
  }

  /** Its mirrors stay. */
  @Delete(':id')
  @ApiOperation({ summary: 'Stop following a group' })
  @ApiOkResponse({ type: GroupFollowDeletedView })
  @ApiProblems(404)
  async delete(@Param('id', IdParam) id: number): Promise<GroupFollowDeletedView> {
    await this.follows.delete(id);
    return { status: 'deleted' };
  }

  /** Now, also while it is disabled or its pair is paused. */
  @Post(':id/reconcile')
  @HttpCode(202)
  @ApiOperation({ summary: 'Reconcile a followed group now' })
  @ApiAcceptedResponse({ type: ReconcileStartedView })
  @ApiProblems(404, 422)
  async reconcile(@Param('id', IdParam) id: number, @Body() dto: ReconcileDto): Promise<ReconcileStartedView> {
    const { follow, run } = await this.follows.reconcile(id, dto.include_dismissed ?? false);
    return { message: `Reconcile of ${follow.sourceGroupPath} started`, job_id: run.id };
  }
}
