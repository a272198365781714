import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, pageRequest } from '@app/http';
import { CreateIssueMirrorDto, IssueMirrorQuery, UpdateIssueMirrorDto } from './issue-mirror.dto';
import { DeletedView, IssueMirrorView } from './issue-mirror.view';
import { IssueMirrorsService } from './issue-mirrors.service';

@ApiTags('Issue sync')
@Controller('issue-mirrors')
export class IssueMirrorsController {
  constructor(private readonly configs: IssueMirrorsService) {}

  @Get()
  @ApiOperation({ summary: 'List issue sync configs' })
  @ApiPage(IssueMirrorView)
  @ApiProblems(422)
  list(@Query() query: IssueMirrorQuery): Promise<Page<IssueMirrorView>> {
    const filter = {
      mirrorId: query.mirror_id,
      instancePairId: query.instance_pair_id,
      enabled: query.enabled,
      lastSyncStatus: query.last_sync_status,
      search: query.search,
    };
    return this.configs.list(filter, pageRequest(query));
  }

  @Post()
  @ApiOperation({ summary: 'Turn issue sync on for a mirror' })
  @ApiProblems(404, 409, 422)
  create(@Body() body: CreateIssueMirrorDto): Promise<IssueMirrorView> {
    return this.configs.create(body);
  }

  @Get('by-mirror/:mirror_id')
  @ApiOperation({ summary: 'The issue sync config of a mirror' })
  @ApiProblems(404, 422)
  byMirror(@Param('mirror_id', IdParam) mirrorId: number): Promise<IssueMirrorView> {
    return this.configs.byMirror(mirrorId);
  }

  @Get(':id')
  @ApiOperation({ summary: 'An issue sync config' })
  @ApiProblems(404, 422)
  get(@Param('id', IdParam) id: number): Promise<IssueMirrorView> {
    return this.configs.get(id);
  }

  @Put(':id')
  @ApiOperation({ summary: 'Change an issue sync config' })
  @ApiProblems(400, 404, 422)
  update(@Param('id', IdParam) id: number, @Body() body: UpdateIssueMirrorDto): Promise<IssueMirrorView> {
    return this.configs.update(id, body);
  }

  /** The copies stay, and so does the knowledge of them: a config made again carries on with them. */
  @Delete(':id')
  @ApiOperation({ summary: 'Delete an issue sync config' })
  @ApiProblems(404, 422)
  async remove(@Param('id', IdParam) id: number): Promise<DeletedView> {
    await this.configs.remove(id);
    return { status: 'deleted' };
  }
}
