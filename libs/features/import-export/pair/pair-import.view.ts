import { ApiProperty } from '@nestjs/swagger';

/** Why a row was not imported. */
export class ImportRowView {
  /** Position in `mirrors`, from 1. */
  @ApiProperty({ type: 'integer', example: 3 })
  row: number;

  @ApiProperty({ example: 'platform/api → backup/api' })
  project: string;

  @ApiProperty({ example: 'There is no project platform/api on Production, or the user of its token may not see it.' })
  message: string;
}

export class ImportDoneView {
  @ApiProperty({ enum: ['completed'], example: 'completed' })
  status: 'completed';

  /** Nothing was changed; the numbers say what would happen. */
  @ApiProperty({ example: false })
  dry_run: boolean;

  @ApiProperty({ type: 'integer', example: 12 })
  imported: number;

  /** Mirrored already. */
  @ApiProperty({ type: 'integer', example: 3 })
  skipped: number;

  @ApiProperty({ type: [ImportRowView] })
  errors: ImportRowView[];

  @ApiProperty({ type: [ImportRowView] })
  skipped_details: ImportRowView[];
}

export class ImportQueuedView {
  @ApiProperty({ example: 'Import of 200 mirrors started' })
  message: string;

  /** Of the run; `/api/export/jobs/{job_id}/items` tells what becomes of each row. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 815 })
  job_id: number;

  @ApiProperty({ type: 'integer', example: 200 })
  total: number;
}
