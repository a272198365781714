import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsISO8601, IsString, Length } from 'class-validator';
import { Nullable, Optional } from '@app/http';
import { applyDecorators } from '@nestjs/common';

const Names = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [String], required: false, example: ['bug'] }),
    Optional(),
    IsArray(),
    ArrayMaxSize(100),
    IsString({ each: true }),
    Length(1, 255, { each: true }),
  );

const Line = (): PropertyDecorator => applyDecorators(Nullable(), IsString(), Length(1, 255));

/** Which issues get a copy; a field that is absent or null does not filter. Copies that exist are kept up to date. */
export class IssueFiltersDto {
  /** At least one of these labels. */
  @Names()
  labels_any?: string[];

  /** All of these labels. */
  @Names()
  labels_all?: string[];

  /** None of these labels. */
  @Names()
  labels_not?: string[];

  /** Exact title. */
  @Line()
  milestone?: string | null;

  @Line()
  author_username?: string | null;

  @Line()
  assignee_username?: string | null;

  @Optional()
  @IsIn(['any', 'only', 'never'])
  confidential?: 'any' | 'only' | 'never';

  @Nullable()
  @IsISO8601({ strict: true, strictSeparator: true })
  created_after?: string | null;

  /** `*` stands for any text; compared without case against the whole title. */
  @Line()
  title_pattern?: string | null;
}

/** What happens to a source label: a new name, or null to leave it out. */
export class LabelRuleDto {
  @ApiProperty({ example: 'type::bug' })
  @IsString()
  @Length(1, 255)
  from: string;

  @ApiProperty({ type: String, nullable: true, example: 'bug' })
  @Nullable()
  @IsString()
  @Length(1, 255)
  to: string | null;
}
