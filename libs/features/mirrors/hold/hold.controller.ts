import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, IdParam } from '@app/http';
import { MirrorTriggeredView } from '../mirror-answers.view';
import { Approval } from './approval';

@ApiTags('Mirrors')
@Controller('mirrors')
export class HoldController {
  constructor(private readonly approval: Approval) {}

  /** What happened on its source was meant: it is mirrored as it is now, and compared with that from now on. */
  @Post(':id/approve')
  @HttpCode(202)
  @ApiOperation({ summary: 'Approve a held mirror' })
  @ApiAcceptedResponse({ type: MirrorTriggeredView })
  @ApiProblems(400, 404, 422)
  async approve(@Param('id', IdParam) id: number): Promise<MirrorTriggeredView> {
    const run = await this.approval.approve(id);
    return { message: 'Approved; sync triggered', mirror_id: id, job_id: run.id };
  }
}
