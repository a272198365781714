import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam } from '@app/http';
import { CreateScheduleDto, ListSchedulesQuery, UpdateScheduleDto } from './schedule.dto';
import { ScheduleDeletedView, ScheduleView } from './schedule.view';
import { SchedulesService } from './schedules.service';

@ApiTags('Schedules')
@Controller('schedules')
export class SchedulesController {
  constructor(private readonly schedules: SchedulesService) {}

  /** When we sync mirrors, beside GitLab's own automatic mirroring. */
  @Get()
  @ApiOperation({ summary: 'List schedules' })
  @ApiPage(ScheduleView)
  @ApiProblems(422)
  list(@Query() query: ListSchedulesQuery): Promise<Page<ScheduleView>> {
    return this.schedules.list(query);
  }

  /** For a pair, for the projects below a group of it, or for one mirror; the most specific counts. */
  @Post()
  @ApiOperation({ summary: 'Create a schedule' })
  @ApiProblems(404, 409, 422)
  create(@Body() dto: CreateScheduleDto): Promise<ScheduleView> {
    return this.schedules.create(dto);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a schedule' })
  @ApiProblems(404)
  get(@Param('id', IdParam) id: number): Promise<ScheduleView> {
    return this.schedules.get(id);
  }

  @Put(':id')
  @ApiOperation({ summary: 'Change a schedule' })
  @ApiProblems(404, 422)
  update(@Param('id', IdParam) id: number, @Body() dto: UpdateScheduleDto): Promise<ScheduleView> {
    return this.schedules.update(id, dto);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a schedule' })
  @ApiOkResponse({ type: ScheduleDeletedView })
  @ApiProblems(404)
  async delete(@Param('id', IdParam) id: number): Promise<ScheduleDeletedView> {
    await this.schedules.delete(id);
    return { status: 'deleted' };
  }
}
