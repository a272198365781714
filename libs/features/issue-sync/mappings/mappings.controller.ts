import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, pageRequest } from '@app/http';
import { IssueMirrorsRepository } from '../config/issue-mirrors.repository';
import { IssueMappingQuery } from './mapping.dto';
import { IssueMappingView, mappingView } from './mapping.view';
import { MappingsRepository } from './mappings.repository';

@ApiTags('Issue sync')
@Controller('issue-mirrors/:id/mappings')
export class MappingsController {
  constructor(
    private readonly configs: IssueMirrorsRepository,
    private readonly mappings: MappingsRepository,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Which source issue became which target issue' })
  @ApiPage(IssueMappingView)
  @ApiProblems(404, 422)
  async list(@Param('id', IdParam) id: number, @Query() query: IssueMappingQuery): Promise<Page<IssueMappingView>> {
    const { routeId } = await this.configs.get(id);
    const filter = { search: query.search, status: query.sync_status };
    const page = await this.mappings.list(routeId, filter, pageRequest(query));
    return { ...page, items: page.items.map(mappingView) };
  }
}
