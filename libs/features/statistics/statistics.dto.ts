import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601 } from 'class-validator';
import { IdFilter, Optional } from '@app/http';

export const BUCKETS = ['hour', 'day'] as const;
export type Bucket = (typeof BUCKETS)[number];

export class StatisticsQueryDto {
  /** The first moment, taken down to the start of its bucket; a day (24 hours by the hour, 30 days by the day) before `to` when it is left out. */
  @ApiPropertyOptional({ type: 'string', format: 'date-time', example: '2026-01-30T12:00:00Z' })
  @Optional()
  @IsISO8601({ strict: true })
  from?: string;

  /** Up to this moment, which is now when it is left out; the bucket that it lies in is whole. */
  @ApiPropertyOptional({ type: 'string', format: 'date-time', example: '2026-01-31T12:00:00Z' })
  @Optional()
  @IsISO8601({ strict: true })
  to?: string;

  /** Days are those of UTC. */
  @ApiPropertyOptional({ enum: BUCKETS, default: 'hour' })
  @Optional()
  @IsIn(BUCKETS)
  bucket?: Bucket;

  /** Only the mirrors of this pair. */
  @IdFilter()
  instance_pair_id?: number;
}
