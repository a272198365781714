import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { IdField, LineField, ListQuery, Nullable, Optional } from '@app/http';
import { MirrorOverridesDto } from '../mirror.dto';
import { BULK_ACTIONS, type BulkAction } from './bulk-plan';
import { VISIBILITIES, type Visibility } from './visibility';

const PatternsField =
  (example: string[]): PropertyDecorator =>
  (target, key) => {
    ApiPropertyOptional({ type: [String], default: [], example })(target, key);
    Optional()(target, key);
    IsArray()(target, key);
    ArrayMaxSize(100)(target, key);
    IsString({ each: true })(target, key);
    MaxLength(200, { each: true })(target, key);
    Matches(/^\P{Cc}+$/u, { each: true, message: '$property must hold patterns such as legacy/**' })(target, key);
  };

/** How a group tree is mirrored: which of its projects, what may be made on the target, and the mirrors' settings. */
export class GroupOptionsDto extends MirrorOverridesDto {
  /** Patterns over the path below the source group: `*` within one part, `**` over several. None: all projects. */
  @PatternsField(['core/**', 'web'])
  include?: string[];

  /** Stronger than `include`. */
  @PatternsField(['legacy/**', '*-archive'])
  exclude?: string[];

  @ApiPropertyOptional({ type: Boolean, default: false, example: false })
  @Optional()
  @IsBoolean()
  include_archived?: boolean;

  /** Whether groups and projects that are missing on the target are made; else those projects are left out. */
  @ApiPropertyOptional({ type: Boolean, default: true, example: true })
  @Optional()
  @IsBoolean()
  create_missing?: boolean;

  /** Of groups and projects that are made; null: as on the source. Never more public than the group above allows. */
  @ApiPropertyOptional({ enum: VISIBILITIES, nullable: true, example: 'private' })
  @Nullable()
  @IsIn(VISIBILITIES)
  visibility?: Visibility | null;
}

/** A group tree to mirror; the group by its path or its id. */
export class GroupOrderDto extends GroupOptionsDto {
  @ApiProperty({ example: 1 })
  @IdField()
  instance_pair_id: number;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'platform' })
  @Nullable()
  @LineField(1, 500)
  source_group_path?: string | null;

  /** GitLab's id of the source group, instead of its path. */
  @ApiPropertyOptional({ nullable: true, example: null })
  @Nullable()
  @IdField()
  source_group_id?: number | null;

  /** Where the tree is to appear; made when it is missing. */
  @ApiProperty({ example: 'backup/platform' })
  @LineField(1, 500)
  target_namespace_path: string;
}

export class GroupApplyDto extends GroupOrderDto {
  /** Keep following the group: what is new in it is mirrored too. */
  @ApiPropertyOptional({ type: Boolean, default: false, example: false })
  @Optional()
  @IsBoolean()
  follow?: boolean;
}

export class GroupPlanItemsQuery extends ListQuery {
  @ApiPropertyOptional({ enum: BULK_ACTIONS, example: 'conflict' })
  @Optional()
  @IsIn(BULK_ACTIONS)
  action?: BulkAction;

  /** Part of a path. */
  @ApiPropertyOptional({ example: 'api' })
  @Optional()
  @IsString()
  @MaxLength(500)
  search?: string;
}
