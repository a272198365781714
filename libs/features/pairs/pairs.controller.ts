import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, pageRequest, Needs } from '@app/http';
import { DeleteQuery } from '@features/instances';
import { CreatePairDto, PairListQuery, UpdatePairDto } from './pair.dto';
import { PairDeletedView, PairView } from './pair.view';
import { PairsService } from './pairs.service';

@ApiTags('Pairs')
@Controller('pairs')
@Needs('admin')
export class PairsController {
  constructor(private readonly pairs: PairsService) {}

  /** All pairs of instances. */
  @Get()
  @ApiOperation({ summary: 'List pairs' })
  @ApiPage(PairView)
  @ApiProblems(422)
  list(@Query() query: PairListQuery): Promise<Page<PairView>> {
    const { search, source_instance_id: sourceInstanceId, target_instance_id: targetInstanceId } = query;
    return this.pairs.list({ ...pageRequest(query), search, sourceInstanceId, targetInstanceId });
  }

  @Post()
  @ApiOperation({ summary: 'Add a pair' })
  @ApiProblems(404, 409, 422)
  create(@Body() body: CreatePairDto): Promise<PairView> {
    return this.pairs.create(body);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a pair' })
  @ApiProblems(404, 422)
  get(@Param('id', IdParam) id: number): Promise<PairView> {
    return this.pairs.get(id);
  }

  /** Mirrors that inherit a changed setting get it on GitLab too. */
  @Put(':id')
  @ApiOperation({ summary: 'Change a pair' })
  @ApiProblems(400, 404, 409, 422)
  update(@Param('id', IdParam) id: number, @Body() body: UpdatePairDto): Promise<PairView> {
    return this.pairs.update(id, body);
  }

  /** With its mirrors, group defaults and issue syncs; cleans up on GitLab as far as possible. */
  @Delete(':id')
  @ApiOperation({ summary: 'Delete a pair' })
  @ApiOkResponse({ type: PairDeletedView })
  @ApiProblems(404, 409, 422)
  remove(@Param('id', IdParam) id: number, @Query() query: DeleteQuery): Promise<PairDeletedView> {
    return this.pairs.remove(id, { force: query.force ?? false });
  }
}
