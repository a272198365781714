import { ApiProperty } from '@nestjs/swagger';

export class BulkStartedView {
  /** The run that does it. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 17 })
  job_id: number;

  /** Mirrors to create, as things are now. */
  @ApiProperty({ type: 'integer', example: 110 })
  total: number;
}
