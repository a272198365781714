import { ApiProperty } from '@nestjs/swagger';

export class SelectionStartedView {
  @ApiProperty({ example: 'Sync of 3 mirrors triggered' })
  message: string;

  /** Of the run that does it; asking again for the same while it goes on joins it. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 815 })
  job_id: number;

  /** Those of the mirrors that exist. What became of each stands in the run. */
  @ApiProperty({ type: 'integer', example: 3 })
  total: number;
}
