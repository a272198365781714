import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IdFilter, ListQuery, Optional, SortBy } from '@app/http';
import { DELIVERY_STATUSES, type DeliveryStatus } from './delivery.entity';

export class ListDeliveriesQuery extends ListQuery {
  @IdFilter()
  channel_id?: number;

  @IdFilter()
  rule_id?: number;

  @ApiPropertyOptional({ enum: DELIVERY_STATUSES })
  @Optional()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;

  /** Newest first unless given. */
  @SortBy('created_at')
  sort?: string;
}
