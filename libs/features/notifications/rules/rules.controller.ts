import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, Needs } from '@app/http';
import { NotificationDeletedView } from '../channels/channel.view';
import { CreateRuleDto, ListRulesQuery, UpdateRuleDto } from './rule.dto';
import { RuleView } from './rule.view';
import { RulesService } from './rules.service';

@ApiTags('Notifications')
@Controller('notifications/rules')
@Needs('admin')
export class RulesController {
  constructor(private readonly rules: RulesService) {}

  /** What is told, and where. */
  @Get()
  @ApiOperation({ summary: 'List notification rules' })
  @ApiPage(RuleView)
  @ApiProblems(422)
  list(@Query() query: ListRulesQuery): Promise<Page<RuleView>> {
    return this.rules.list(query);
  }

  @Post()
  @ApiOperation({ summary: 'Create a notification rule' })
  @ApiProblems(404, 409, 422)
  create(@Body() dto: CreateRuleDto): Promise<RuleView> {
    return this.rules.create(dto);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a notification rule' })
  @ApiProblems(404)
  get(@Param('id', IdParam) id: number): Promise<RuleView> {
    return this.rules.get(id);
  }

  /** Another event, threshold or pair makes it begin anew: what is wrong is told again. */
  @Put(':id')
  @ApiOperation({ summary: 'Change a notification rule' })
  @ApiProblems(404, 409, 422)
  update(@Param('id', IdParam) id: number, @Body() dto: UpdateRuleDto): Promise<RuleView> {
    return this.rules.update(id, dto);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a notification rule' })
  @ApiOkResponse({ type: NotificationDeletedView })
  @ApiProblems(404)
  async delete(@Param('id', IdParam) id: number): Promise<NotificationDeletedView> {
    await this.rules.delete(id);
    return { status: 'deleted' };
  }
}
