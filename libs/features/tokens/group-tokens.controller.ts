import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, pageRequest, Needs } from '@app/http';
import { CreateGroupTokenDto, GroupTokenListQuery, UpdateGroupTokenDto } from './group-token.dto';
import { GroupTokenDeletedView, GroupTokenView } from './group-token.view';
import { GroupTokensService } from './group-tokens.service';

@ApiTags('Group tokens')
@Controller('tokens')
@Needs('admin')
export class GroupTokensController {
  constructor(private readonly tokens: GroupTokensService) {}

  /** With the state of their expiry; never the tokens themselves. */
  @Get()
  @ApiOperation({ summary: 'List group tokens' })
  @ApiPage(GroupTokenView)
  @ApiProblems(422)
  list(@Query() query: GroupTokenListQuery): Promise<Page<GroupTokenView>> {
    const { search, gitlab_instance_id: gitlabInstanceId, token_status: tokenStatus } = query;
    return this.tokens.list({ ...pageRequest(query), search, gitlabInstanceId, tokenStatus });
  }

  /** GitLab is asked about the token first; one token for each instance and group. */
  @Post()
  @ApiOperation({ summary: 'Add a group token' })
  @ApiProblems(400, 404, 409, 422, 502)
  create(@Body() body: CreateGroupTokenDto): Promise<GroupTokenView> {
    return this.tokens.create(body);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a group token' })
  @ApiProblems(404, 422)
  get(@Param('id', IdParam) id: number): Promise<GroupTokenView> {
    return this.tokens.get(id);
  }

  /** A new `token` replaces the old one in place; the mirrors that use it are brought up to date on GitLab. */
  @Put(':id')
  @ApiOperation({ summary: 'Change or rotate a group token' })
  @ApiProblems(400, 404, 409, 422, 502)
  update(@Param('id', IdParam) id: number, @Body() body: UpdateGroupTokenDto): Promise<GroupTokenView> {
    return this.tokens.update(id, body);
  }

  /** The mirrors that use it get the next token that fits. */
  @Delete(':id')
  @ApiOperation({ summary: 'Delete a group token' })
  @ApiOkResponse({ type: GroupTokenDeletedView })
  @ApiProblems(404, 422)
  async remove(@Param('id', IdParam) id: number): Promise<GroupTokenDeletedView> {
    await this.tokens.remove(id);
    return { status: 'deleted' };
  }
}
