import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsString, Length, Matches } from 'class-validator';
import { normaliseGroupPath } from '@app/common';
import { IdField, LineField, Optional } from '@app/http';
import { MirrorOverridesDto } from '@features/mirrors';
import { overridesIn, VISIBILITIES, type GroupRequest, type Visibility } from './group-request';

const MAX_PATTERNS = 100;
const MAX_PATTERN = 200;

/** What of a group is taken, and how it is mirrored. */
export class GroupOptionsDto extends MirrorOverridesDto {
  /**
   * Globs on the path of a project relative to the group; `*` stays within a part of the path, `**` crosses parts, and a
   * glob without a slash is about the last part. None takes everything.
   */
  @ApiProperty({ type: [String], required: false, default: [], example: ['services/**'] })
  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_PATTERNS)
  @IsString({ each: true })
  @Length(1, MAX_PATTERN, { each: true })
  @Matches(/^\P{Cc}*$/u, { each: true, message: 'each value in $property must not contain control characters' })
  include?: string[];

  /** Globs as in include; what they match is left out. */
  @ApiProperty({ type: [String], required: false, default: [], example: ['**/legacy-*'] })
  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_PATTERNS)
  @IsString({ each: true })
  @Length(1, MAX_PATTERN, { each: true })
  @Matches(/^\P{Cc}*$/u, { each: true, message: 'each value in $property must not contain control characters' })
  exclude?: string[];

  @ApiProperty({ type: Boolean, required: false, default: false, example: false })
  @Optional()
  @IsBoolean()
  include_archived?: boolean;

  /** Create groups and projects that the target does not have. */
  @ApiProperty({ type: Boolean, required: false, default: true, example: true })
  @Optional()
  @IsBoolean()
  create_missing?: boolean;

  /** Of what is created. GitLab allows no more than the group above has. */
  @ApiProperty({ enum: VISIBILITIES, required: false, default: 'private', example: 'private' })
  @Optional()
  @IsIn(VISIBILITIES)
  visibility?: Visibility;
}

export class GroupRequestDto extends GroupOptionsDto {
  @ApiProperty({ example: 1 })
  @IdField()
  instance_pair_id: number;

  /** Full path of a group of the source, or its id. */
  @ApiProperty({ example: 'platform' })
  @Transform(({ value }: TransformFnParams): unknown => (typeof value === 'number' ? String(value) : value))
  @LineField(1, 500)
  source_group: string;

  /** Full path of a group of the target, which may not exist yet. */
  @ApiProperty({ example: 'backup/platform' })
  @LineField(1, 500)
  target_namespace: string;
}

/** @throws AppError 422 for a path that cannot be one of a group */
export function groupRequest(dto: GroupRequestDto): GroupRequest {
  const isId = /^\d{1,15}$/.test(dto.source_group);
  return {
    pairId: dto.instance_pair_id,
    sourceGroup: isId ? Number(dto.source_group) : normaliseGroupPath(dto.source_group, 'source_group'),
    targetNamespace: normaliseGroupPath(dto.target_namespace, 'target_namespace'),
    ...groupOptions(dto),
  };
}

export const groupOptions = (
  dto: GroupOptionsDto,
): Omit<GroupRequest, 'pairId' | 'sourceGroup' | 'targetNamespace'> => ({
  include: dto.include ?? [],
  exclude: dto.exclude ?? [],
  includeArchived: dto.include_archived ?? false,
  createMissing: dto.create_missing ?? true,
  visibility: dto.visibility ?? 'private',
  overrides: overridesIn(dto),
});
