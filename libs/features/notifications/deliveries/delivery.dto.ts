import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { IntegerText, ListQuery, Optional, SortBy } from '@app/http';
import { DELIVERY_STATUSES, type DeliveryStatus } from './delivery.entity';

export class ListDeliveriesQuery extends ListQuery {
  @ApiPropertyOptional({ type: 'integer' })
  @IntegerText()
  @Optional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  channel_id?: number;

  @ApiPropertyOptional({ type: 'integer' })
  @IntegerText()
  @Optional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  rule_id?: number;

  @ApiPropertyOptional({ enum: DELIVERY_STATUSES })
  @Optional()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;

  /** Newest first unless given. */
  @SortBy('created_at')
  sort?: string;
}
