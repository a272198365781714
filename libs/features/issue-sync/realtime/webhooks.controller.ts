import { Body, Controller, Headers, HttpCode, Param, Post, Req, type RawBodyRequest } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ApiProblems, IdParam } from '@app/http';
import { Public } from '@features/auth';
import { deliveryKey } from './webhook-event';
import { WebhookReceiver } from './webhook-receiver.service';

/** What GitLab sends; only some of it is looked at. */
type Delivery = Record<string, unknown>;

@ApiTags('Issue sync')
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly receiver: WebhookReceiver) {}

  /** For GitLab: the hook of a config with `realtime`. Proved by its secret; the answer is empty, the work is queued. */
  @Public()
  @Post('issue-sync/:id')
  @HttpCode(200)
  @ApiOperation({ summary: 'Receive an issue or note event of the source project' })
  @ApiProblems(404, 422)
  async receive(
    @Param('id', IdParam) id: number,
    @Headers() headers: Record<string, string | undefined>,
    @Body() body: Delivery,
    @Req() request: RawBodyRequest<Request>,
  ): Promise<void> {
    const proof = {
      token: headers['x-gitlab-token'],
      signature: headers['webhook-signature'],
      id: headers['webhook-id'],
      timestamp: headers['webhook-timestamp'],
      body: request.rawBody ?? Buffer.alloc(0),
    };
    await this.receiver.receive(id, { proof, key: deliveryKey(headers, proof.body), body });
  }
}
