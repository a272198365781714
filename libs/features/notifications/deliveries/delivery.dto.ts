import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IdField, IntegerText, ListQuery, Optional, SortBy } from '@app/http';
import { DELIVERY_STATUSES, type DeliveryStatus } from './delivery.entity';

export class ListDeliveriesQuery extends ListQuery {
  @ApiPropertyOptional({ type: 'integer' })
  @IntegerText()
  @Optional()
  @IdField()
  channel_id?: number;

  @ApiPropertyOptional({ type: 'integer' })
  @IntegerText()
  @Optional()
  @IdField()
  rule_id?: number;

  @ApiPropertyOptional({ enum: DELIVERY_STATUSES })
  @Optional()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;

  /** Newest first unless given. */
  @SortBy('created_at')
  sort?: string;
}
