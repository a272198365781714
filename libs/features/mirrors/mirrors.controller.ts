import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, pageRequest } from '@app/http';
import { MirrorCreation } from './create/mirror-creation';
import { MirrorViews } from './list/mirror-views.query';
import { MirrorDeletedView, mirrorGroupView, MirrorGroupView, MirrorTriggeredView } from './mirror-answers.view';
import { CreateMirrorDto, MirrorGroupsQuery, MirrorsQuery, UpdateMirrorDto } from './mirror.dto';
import { MirrorView } from './mirror.view';
import { MirrorsService } from './mirrors.service';

@ApiTags('Mirrors')
@Controller('mirrors')
export class MirrorsController {
  constructor(
    private readonly mirrors: MirrorsService,
    private readonly creation: MirrorCreation,
    private readonly views: MirrorViews,
  ) {}

  /** Their state is what GitLab last told; see status_checked_at. */
  @Get()
  @ApiOperation({ summary: 'List mirrors' })
  @ApiPage(MirrorView)
  @ApiProblems(422)
  list(@Query() query: MirrorsQuery): Promise<Page<MirrorView>> {
    return this.mirrors.list({
      ...pageRequest(query),
      instancePairId: query.instance_pair_id,
      sourceInstanceId: query.source_instance_id,
      targetInstanceId: query.target_instance_id,
      status: query.status,
      enabled: query.enabled,
      direction: query.direction,
      group: query.group,
      search: query.search,
      tokenStatus: query.token_status,
      verifyStatus: query.verify_status,
      held: query.held,
    });
  }

  /** All groups above mirrored source projects, each before its subgroups. */
  @Get('groups')
  @ApiOperation({ summary: 'Groups with mirrors, for tree views' })
  @ApiOkResponse({ type: [MirrorGroupView] })
  @ApiProblems(422)
  async groups(@Query() query: MirrorGroupsQuery): Promise<MirrorGroupView[]> {
    return (await this.mirrors.groups(query.instance_pair_id)).map(mirrorGroupView);
  }

  /**
   * Makes it on GitLab and answers when it is there, or as `provisioning` when that takes longer. What GitLab refuses
   * leaves nothing behind.
   */
  @Post()
  @ApiOperation({ summary: 'Create a mirror' })
  @ApiProblems(400, 404, 409, 422, 502)
  async create(@Body() body: CreateMirrorDto): Promise<MirrorView> {
    return this.views.one(await this.creation.create(body));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a mirror' })
  @ApiProblems(404, 422)
  get(@Param('id', IdParam) id: number): Promise<MirrorView> {
    return this.mirrors.get(id);
  }

  /** Changes it on GitLab too. The direction is fixed. */
  @Put(':id')
  @ApiOperation({ summary: 'Change a mirror' })
  @ApiProblems(400, 404, 422, 502)
  update(@Param('id', IdParam) id: number, @Body() body: UpdateMirrorDto): Promise<MirrorView> {
    return this.mirrors.update(id, body);
  }

  /** Removes GitLab's mirror and the project access token that we made for it. What was mirrored stays. */
  @Delete(':id')
  @ApiOperation({ summary: 'Delete a mirror' })
  @ApiOkResponse({ type: MirrorDeletedView })
  @ApiProblems(404, 422)
  remove(@Param('id', IdParam) id: number): Promise<MirrorDeletedView> {
    return this.mirrors.remove(id);
  }

  /** Asks GitLab to mirror now. The run ends when GitLab has finished. */
  @Post(':id/update')
  @HttpCode(202)
  @ApiOperation({ summary: 'Sync a mirror now' })
  @ApiAcceptedResponse({ type: MirrorTriggeredView })
  @ApiProblems(400, 404, 422)
  async trigger(@Param('id', IdParam) id: number): Promise<MirrorTriggeredView> {
    const run = await this.mirrors.trigger(id);
    return { message: 'Sync triggered', mirror_id: id, job_id: run.id };
  }
}
