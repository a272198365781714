import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { notFound, type Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, ListQuery, pageRequest } from '@app/http';
import { MirrorRemoval } from '../mirror-removal';
import { leftoverView, LeftoverRemovedView, LeftoverView } from './leftover.view';
import { LeftoversRepository } from './leftovers.repository';

@ApiTags('Mirrors')
@Controller('mirrors/leftovers')
export class LeftoversController {
  constructor(
    private readonly leftovers: LeftoversRepository,
    private readonly removal: MirrorRemoval,
  ) {}

  /** What deleted mirrors left on GitLab because it could not be removed. It is tried again by itself. */
  @Get()
  @ApiOperation({ summary: 'List what is left to clean up on GitLab' })
  @ApiPage(LeftoverView)
  @ApiProblems(422)
  async list(@Query() query: ListQuery): Promise<Page<LeftoverView>> {
    const page = await this.leftovers.page(pageRequest(query), {});
    return { ...page, items: page.items.map(leftoverView) };
  }

  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Try now to remove a leftover on GitLab' })
  @ApiOkResponse({ type: LeftoverRemovedView })
  @ApiProblems(404, 422)
  async retry(@Param('id', IdParam) id: number): Promise<LeftoverRemovedView> {
    await this.require(id);
    const [error] = await this.removal.cleanUp({ id });
    return error === undefined ? { status: 'deleted', error: null } : { status: 'failed', error };
  }

  /** For what was removed on GitLab by hand: it is not looked for any more. */
  @Delete(':id')
  @ApiOperation({ summary: 'Forget a leftover' })
  @ApiOkResponse({ type: LeftoverRemovedView })
  @ApiProblems(404, 422)
  async forget(@Param('id', IdParam) id: number): Promise<LeftoverRemovedView> {
    await this.require(id);
    await this.leftovers.remove(id);
    return { status: 'deleted', error: null };
  }

  private async require(id: number): Promise<void> {
    if ((await this.leftovers.find(id)) === null) throw notFound('leftover', id);
  }
}
