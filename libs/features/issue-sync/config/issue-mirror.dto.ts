import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { BooleanText, IdField, IdFilter, ListQuery, Nullable, Optional, SortBy } from '@app/http';
import { SYNC_OUTCOMES, type SyncOutcome } from './issue-mirror.entity';
import { IssueFiltersDto, LabelRuleDto } from './issue-filters.dto';
import { IsStringMap } from './string-map.validator';

export class IssueMirrorFields {
  /** Whether the scheduler runs it. */
  @ApiProperty({ default: true, required: false })
  @Optional()
  @IsBoolean()
  enabled?: boolean;

  @ApiProperty({ default: true, required: false })
  @Optional()
  @IsBoolean()
  sync_comments?: boolean;

  /** Also makes missing labels on the target. */
  @ApiProperty({ default: true, required: false })
  @Optional()
  @IsBoolean()
  sync_labels?: boolean;

  @ApiProperty({ default: true, required: false })
  @Optional()
  @IsBoolean()
  sync_attachments?: boolean;

  @ApiProperty({ default: true, required: false })
  @Optional()
  @IsBoolean()
  sync_weight?: boolean;

  @ApiProperty({ default: true, required: false })
  @Optional()
  @IsBoolean()
  sync_time_estimate?: boolean;

  @ApiProperty({ default: true, required: false })
  @Optional()
  @IsBoolean()
  sync_time_spent?: boolean;

  /** Also copy issues that are closed already. An issue copied while open is closed with its source in any case. */
  @ApiProperty({ default: false, required: false })
  @Optional()
  @IsBoolean()
  sync_closed_issues?: boolean;

  /** False: create copies, never change them. */
  @ApiProperty({ default: true, required: false })
  @Optional()
  @IsBoolean()
  update_existing?: boolean;

  /** False: only issues that are created after the first run. */
  @ApiProperty({ default: false, required: false })
  @Optional()
  @IsBoolean()
  sync_existing_issues?: boolean;

  @ApiProperty({ type: 'integer', default: 15, minimum: 5, maximum: 1440, required: false })
  @Optional()
  @IsInt()
  @Min(5)
  @Max(1440)
  sync_interval_minutes?: number;

  @ApiProperty({ enum: ['keep', 'mark', 'delete'], default: 'keep', required: false })
  @Optional()
  @IsIn(['keep', 'mark', 'delete'])
  on_source_note_deleted?: 'keep' | 'mark' | 'delete';

  @ApiProperty({ enum: ['keep', 'mark', 'delete'], default: 'keep', required: false })
  @Optional()
  @IsIn(['keep', 'mark', 'delete'])
  on_source_issue_deleted?: 'keep' | 'mark' | 'delete';

  /** Somebody edited the copy: overwrite it with the next change, keep the edit, or stop syncing this issue. */
  @ApiProperty({ enum: ['overwrite', 'keep', 'stop'], default: 'overwrite', required: false })
  @Optional()
  @IsIn(['overwrite', 'keep', 'stop'])
  on_target_modified?: 'overwrite' | 'keep' | 'stop';

  @ApiProperty({ enum: ['recreate', 'leave'], default: 'recreate', required: false })
  @Optional()
  @IsIn(['recreate', 'leave'])
  on_target_deleted?: 'recreate' | 'leave';

  /** Hours between two comparisons of all issues, which find what GitLab does not announce; 0 never. */
  @ApiProperty({ type: 'integer', default: 24, minimum: 0, maximum: 8760, required: false })
  @Optional()
  @IsInt()
  @Min(0)
  @Max(8760)
  reconcile_interval_hours?: number;

  /** Register a webhook on the source project, so that changes arrive at once. Polling stays as the safety net. */
  @ApiProperty({ default: false, required: false })
  @Optional()
  @IsBoolean()
  realtime?: boolean;

  @ApiProperty({ type: () => IssueFiltersDto, nullable: true, required: false })
  @Nullable()
  @ValidateNested()
  @Type(() => IssueFiltersDto)
  filters?: IssueFiltersDto | null;

  @ApiProperty({ type: [LabelRuleDto], required: false })
  @Nullable()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => LabelRuleDto)
  label_rules?: LabelRuleDto[] | null;

  /** Source username → target username; these assignees become real ones. */
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { alice: 'a.smith' },
  })
  @Nullable()
  @IsStringMap()
  user_mapping?: Record<string, string> | null;
}

export class CreateIssueMirrorDto extends IssueMirrorFields {
  /** One config a mirror. */
  @ApiProperty({ example: 10 })
  @IdField()
  mirror_id: number;
}

export class UpdateIssueMirrorDto extends IssueMirrorFields {
  /** Cannot change; delete the config and make another instead. */
  @ApiProperty({ required: false, example: 10 })
  @Optional()
  @IdField()
  mirror_id?: number;
}

export class IssueMirrorQuery extends ListQuery {
  @IdFilter()
  mirror_id?: number;

  @IdFilter()
  instance_pair_id?: number;

  @ApiProperty({ required: false })
  @BooleanText()
  @Optional()
  @IsBoolean()
  enabled?: boolean;

  @ApiProperty({ enum: SYNC_OUTCOMES, required: false })
  @Optional()
  @IsIn(SYNC_OUTCOMES)
  last_sync_status?: SyncOutcome;

  /** Part of a project path. */
  @ApiProperty({ required: false })
  @Optional()
  @IsString()
  @Length(1, 255)
  search?: string;

  @SortBy('id', 'mirror_id', 'last_sync_at', 'next_sync_at', 'created_at')
  sort?: string;
}
