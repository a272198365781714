import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '@app/http';
import { SearchRequest } from './search.dto';
import { SearchQuery } from './search.query';
import { SearchView } from './search.view';

const DEFAULT_LIMIT = 20;

@ApiTags('Search')
@Controller('search')
export class SearchController {
  constructor(private readonly query: SearchQuery) {}

  /** Instances, pairs and mirrors that contain the text, the most similar first. */
  @Get()
  @ApiOperation({ summary: 'Search everything' })
  @ApiOkResponse({ type: SearchView })
  @ApiProblems(422)
  async search(@Query() { q, limit = DEFAULT_LIMIT }: SearchRequest): Promise<SearchView> {
    const [instances, pairs, mirrors] = await Promise.all([
      this.query.instances(q, limit),
      this.query.pairs(q, limit),
      this.query.mirrors(q, limit),
    ]);
    return { instances, pairs, mirrors };
  }
}
