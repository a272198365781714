import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, type Page } from '@app/common';
import { Settings } from '@app/config';
import { ApiPage, ApiProblems, pageRequest } from '@app/http';
import { ExpiringTokensListQuery } from './expiring-token.dto';
import { expiringTokenView, ExpiringTokenView } from './expiring-token.view';
import { ExpiringTokensQuery } from './expiring-tokens.query';

@ApiTags('Tokens')
@Controller('tokens/expiring')
export class ExpiringTokensController {
  constructor(
    private readonly tokens: ExpiringTokensQuery,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Of instances, groups and the projects of mirrors, those that end first first; tokens that never expire are left out. */
  @Get()
  @ApiOperation({ summary: 'List tokens by their expiry' })
  @ApiPage(ExpiringTokenView)
  @ApiProblems(422)
  async list(@Query() query: ExpiringTokensListQuery): Promise<Page<ExpiringTokenView>> {
    const page = await this.tokens.page({ ...pageRequest(query), kind: query.kind, status: query.status });
    const days = this.settings.get('TOKEN_AUTO_ROTATION_DAYS');
    const now = this.clock.now();
    return { ...page, items: page.items.map((token) => expiringTokenView(token, days, now)) };
  }
}
