import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { ListQuery, Optional, SortBy } from '@app/http';
import { JOB_KINDS, type JobKind } from '@app/queue';
import { RUN_STATUSES, RUN_TRIGGERS, type RunStatus, type RunTrigger } from './run.entity';

export class RunsQuery extends ListQuery {
  /** Only runs of this kind. */
  @ApiProperty({ enum: JOB_KINDS, required: false })
  @Optional()
  @IsIn(JOB_KINDS)
  kind?: JobKind;

  /** Only runs that work on this. */
  @ApiProperty({ example: 'mirror:12', required: false })
  @Optional()
  @IsString()
  @MaxLength(120)
  subject?: string;

  @ApiProperty({ enum: RUN_STATUSES, required: false })
  @Optional()
  @IsIn(RUN_STATUSES)
  status?: RunStatus;

  @ApiProperty({ enum: RUN_TRIGGERS, required: false })
  @Optional()
  @IsIn(RUN_TRIGGERS)
  trigger?: RunTrigger;

  @SortBy('created_at', 'started_at', 'finished_at')
  sort?: string;
}
