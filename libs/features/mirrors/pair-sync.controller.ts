import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, IdParam } from '@app/http';
import { PairTriggeredView } from './mirror-answers.view';
import { MirrorsService } from './mirrors.service';

@ApiTags('Pairs')
@Controller('pairs')
export class PairSyncController {
  constructor(private readonly mirrors: MirrorsService) {}

  /** All enabled mirrors of the pair, as one run with counters. */
  @Post(':id/sync-mirrors')
  @HttpCode(202)
  @ApiOperation({ summary: 'Sync the mirrors of a pair now' })
  @ApiAcceptedResponse({ type: PairTriggeredView })
  @ApiProblems(404, 422)
  async syncMirrors(@Param('id', IdParam) id: number): Promise<PairTriggeredView> {
    const { run, total } = await this.mirrors.triggerPair(id);
    const message = `Sync of ${total} ${total === 1 ? 'mirror' : 'mirrors'} triggered`;
    return { message, pair_id: id, job_id: run.id, total };
  }
}
