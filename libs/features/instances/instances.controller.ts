import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, pageRequest, Needs } from '@app/http';
import { CreateInstanceDto, DeleteQuery, InstanceListQuery, UpdateInstanceDto } from './instance.dto';
import { InstanceDeletedView, InstanceTestView, InstanceView } from './instance.view';
import { InstancesService } from './instances.service';

@ApiTags('Instances')
@Controller('instances')
@Needs('admin')
export class InstancesController {
  constructor(private readonly instances: InstancesService) {}

  /** All GitLab instances. */
  @Get()
  @ApiOperation({ summary: 'List instances' })
  @ApiPage(InstanceView)
  @ApiProblems(422)
  list(@Query() query: InstanceListQuery): Promise<Page<InstanceView>> {
    return this.instances.list({ ...pageRequest(query), search: query.search });
  }

  /** Connects to GitLab first: nothing is stored when the address or the token does not work. */
  @Post()
  @ApiOperation({ summary: 'Add an instance' })
  @ApiProblems(400, 409, 422)
  create(@Body() body: CreateInstanceDto): Promise<InstanceView> {
    return this.instances.create(body);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read an instance' })
  @ApiProblems(404, 422)
  get(@Param('id', IdParam) id: number): Promise<InstanceView> {
    return this.instances.get(id);
  }

  /** A new `token` replaces the old one in place, once it is proven to work. */
  @Put(':id')
  @ApiOperation({ summary: 'Change an instance' })
  @ApiProblems(400, 404, 409, 422)
  update(@Param('id', IdParam) id: number, @Body() body: UpdateInstanceDto): Promise<InstanceView> {
    return this.instances.update(id, body);
  }

  /**
   * With its pairs, mirrors, group tokens, group defaults and issue syncs. Answers 409 while something of ours could not be
   * removed on its GitLab (see the leftovers of mirrors); with `force` it goes in any case.
   */
  @Delete(':id')
  @ApiOperation({ summary: 'Delete an instance' })
  @ApiOkResponse({ type: InstanceDeletedView })
  @ApiProblems(404, 409, 422)
  remove(@Param('id', IdParam) id: number, @Query() query: DeleteQuery): Promise<InstanceDeletedView> {
    return this.instances.remove(id, { force: query.force ?? false });
  }

  /** Connects with what is stored; a failure is an answer too: `ok` is false and `warnings` says why. */
  @Post(':id/test')
  @Needs('viewer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Test the connection of an instance' })
  @ApiOkResponse({ type: InstanceTestView })
  @ApiProblems(404, 422)
  test(@Param('id', IdParam) id: number): Promise<InstanceTestView> {
    return this.instances.test(id);
  }
}
