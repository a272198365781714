import { Body, Controller, Delete, Get, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, pageRequest } from '@app/http';
import { GroupDefaultDto, GroupDefaultListQuery } from './group-default.dto';
import { GroupDefaultDeletedView, GroupDefaultView } from './group-default.view';
import { GroupDefaultsService } from './group-defaults.service';

@ApiTags('Group defaults')
@Controller('group-defaults')
export class GroupDefaultsController {
  constructor(private readonly defaults: GroupDefaultsService) {}

  @Get()
  @ApiOperation({ summary: 'List group defaults' })
  @ApiPage(GroupDefaultView)
  @ApiProblems(422)
  list(@Query() query: GroupDefaultListQuery): Promise<Page<GroupDefaultView>> {
    return this.defaults.list({
      ...pageRequest(query),
      search: query.search,
      instancePairId: query.instance_pair_id,
    });
  }

  /** One for each pair and group: a second call changes the first one's. 201 when it is new, else 200. */
  @Post()
  @ApiOperation({ summary: 'Set the defaults of a group' })
  @ApiCreatedResponse({ type: GroupDefaultView })
  @ApiOkResponse({ type: GroupDefaultView })
  @ApiProblems(400, 404, 422)
  async upsert(
    @Body() body: GroupDefaultDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GroupDefaultView> {
    const { view, created } = await this.defaults.upsert(body);
    response.status(created ? HttpStatus.CREATED : HttpStatus.OK);
    return view;
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a group default' })
  @ApiProblems(404, 422)
  get(@Param('id', IdParam) id: number): Promise<GroupDefaultView> {
    return this.defaults.get(id);
  }

  /** The mirrors below the group inherit from the next one above. */
  @Delete(':id')
  @ApiOperation({ summary: 'Delete a group default' })
  @ApiOkResponse({ type: GroupDefaultDeletedView })
  @ApiProblems(400, 404, 422)
  async remove(@Param('id', IdParam) id: number): Promise<GroupDefaultDeletedView> {
    await this.defaults.remove(id);
    return { status: 'deleted' };
  }
}
