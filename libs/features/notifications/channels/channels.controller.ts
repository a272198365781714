import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, Needs } from '@app/http';
import { CreateChannelDto, ListChannelsQuery, UpdateChannelDto } from './channel.dto';
import { CapabilitiesView, ChannelTestView, ChannelView, NotificationDeletedView } from './channel.view';
import { ChannelTests } from './channel-tests';
import { ChannelsService } from './channels.service';

@ApiTags('Notifications')
@Controller('notifications')
@Needs('admin')
export class ChannelsController {
  constructor(
    private readonly channels: ChannelsService,
    private readonly tests: ChannelTests,
  ) {}

  /** What the installation is set up for. */
  @Get('capabilities')
  @ApiOperation({ summary: 'What notifications can do here' })
  @ApiOkResponse({ type: CapabilitiesView })
  @ApiProblems()
  capabilities(): CapabilitiesView {
    return this.channels.capabilities();
  }

  /** Where notifications go. */
  @Get('channels')
  @ApiOperation({ summary: 'List notification channels' })
  @ApiPage(ChannelView)
  @ApiProblems(422)
  list(@Query() query: ListChannelsQuery): Promise<Page<ChannelView>> {
    return this.channels.list(query);
  }

  /** E-mail through the SMTP server of the installation, a signed webhook, Slack, Mattermost or Teams. */
  @Post('channels')
  @ApiOperation({ summary: 'Create a notification channel' })
  @ApiProblems(400, 409, 422)
  create(@Body() dto: CreateChannelDto): Promise<ChannelView> {
    return this.channels.create(dto);
  }

  @Get('channels/:id')
  @ApiOperation({ summary: 'Get a notification channel' })
  @ApiProblems(404)
  get(@Param('id', IdParam) id: number): Promise<ChannelView> {
    return this.channels.get(id);
  }

  @Put('channels/:id')
  @ApiOperation({ summary: 'Change a notification channel' })
  @ApiProblems(400, 404, 409, 422)
  update(@Param('id', IdParam) id: number, @Body() dto: UpdateChannelDto): Promise<ChannelView> {
    return this.channels.update(id, dto);
  }

  /** Refused while a rule tells something there: nobody should go untold by accident. */
  @Delete('channels/:id')
  @ApiOperation({ summary: 'Delete a notification channel' })
  @ApiOkResponse({ type: NotificationDeletedView })
  @ApiProblems(404, 409)
  async delete(@Param('id', IdParam) id: number): Promise<NotificationDeletedView> {
    await this.channels.delete(id);
    return { status: 'deleted' };
  }

  /** Sends a test message now, also to a channel that is off, and says what came of it. */
  @Post('channels/:id/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Test a notification channel' })
  @ApiOkResponse({ type: ChannelTestView })
  @ApiProblems(404)
  test(@Param('id', IdParam) id: number): Promise<ChannelTestView> {
    return this.tests.test(id);
  }
}
