import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Page } from '@app/common';
import { ApiPage, ApiProblems, IdParam, Needs } from '@app/http';
import { DeliveriesService } from './deliveries.service';
import { ListDeliveriesQuery } from './delivery.dto';
import { DeliveryRetriedView, DeliveryView } from './delivery.view';

@ApiTags('Notifications')
@Controller('notifications/deliveries')
@Needs('admin')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  /** What was told, where, and what came of it; newest first, kept NOTIFICATION_RETENTION_DAYS. */
  @Get()
  @ApiOperation({ summary: 'List notification deliveries' })
  @ApiPage(DeliveryView)
  @ApiProblems(422)
  list(@Query() query: ListDeliveriesQuery): Promise<Page<DeliveryView>> {
    return this.deliveries.list(query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Get a notification delivery' })
  @ApiProblems(404)
  get(@Param('id', IdParam) id: number): Promise<DeliveryView> {
    return this.deliveries.get(id);
  }

  /** One that failed is sent anew; one that waits for its next attempt is sent at once. */
  @Post(':id/retry')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a notification again' })
  @ApiAcceptedResponse({ type: DeliveryRetriedView })
  @ApiProblems(404, 409)
  retry(@Param('id', IdParam) id: number): Promise<DeliveryRetriedView> {
    return this.deliveries.retry(id);
  }
}
