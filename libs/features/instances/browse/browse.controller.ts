import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { addressOf, ApiProblems, IdParam, pageRequest } from '@app/http';
import { GroupBrowseQuery, ProjectBrowseQuery } from './browse.dto';
import { GroupListView, ProjectListView, ProjectMirrorsView } from './browse.view';
import { type BrowsePage, InstanceBrowser } from './instance-browser';
import { browseHeaders } from './browse-headers';

/** What an instance has; read from GitLab at each call. */
@ApiTags('Instances')
@Controller('instances/:id')
export class BrowseController {
  constructor(private readonly browser: InstanceBrowser) {}

  /** Paging headers as of every list; `X-Total` is missing where GitLab does not count (above 10,000). */
  @Get('projects')
  @ApiOperation({ summary: 'List the projects of an instance' })
  @ApiProblems(400, 404, 422, 502)
  async projects(
    @Param('id', IdParam) id: number,
    @Query() query: ProjectBrowseQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProjectListView> {
    const { search, group, membership } = query;
    if (query.get_all === true) return { projects: await this.browser.allProjects(id, { search, group, membership }) };
    const page = await this.browser.projects(id, { ...pageRequest(query), search, group, membership });
    return { projects: items(page, request, response) };
  }

  @Get('groups')
  @ApiOperation({ summary: 'List the groups of an instance' })
  @ApiProblems(404, 422, 502)
  async groups(
    @Param('id', IdParam) id: number,
    @Query() query: GroupBrowseQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GroupListView> {
    const { search, membership } = query;
    const page = await this.browser.groups(id, { ...pageRequest(query), search, membership });
    return { groups: items(page, request, response) };
  }

  /** Push mirrors and the pull mirror that GitLab already has on a project, whoever made them. */
  @Get('projects/:project_id/mirrors')
  @ApiOperation({ summary: 'List the mirrors that GitLab has on a project' })
  @ApiProblems(404, 422, 502)
  mirrors(
    @Param('id', IdParam) id: number,
    @Param('project_id', IdParam) projectId: number,
  ): Promise<ProjectMirrorsView> {
    return this.browser.mirrors(id, projectId);
  }
}

function items<T>(page: BrowsePage<T>, request: Request, response: Response): T[] {
  response.set(browseHeaders(page, addressOf(request)));
  return page.items;
}
