import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { DEFAULT_PER_PAGE, MAX_PER_PAGE, type PageRequest } from '@app/common';
import { IntegerText, Optional } from './validation';

/** Paging of every list, as GitLab does it. */
export class ListQuery {
  @ApiPropertyOptional({ type: 'integer', default: 1, minimum: 1 })
  @IntegerText()
  @Optional()
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  page?: number;

  @ApiPropertyOptional({ type: 'integer', default: DEFAULT_PER_PAGE, minimum: 1, maximum: MAX_PER_PAGE })
  @IntegerText()
  @Optional()
  @IsInt()
  @Min(1)
  @Max(MAX_PER_PAGE)
  per_page?: number;
}

/** `sort=field` or `sort=-field`, one of these fields. */
export const SortBy = (...fields: string[]): PropertyDecorator => {
  const values = fields.flatMap((field) => [field, `-${field}`]);
  return applyDecorators(ApiProperty({ enum: values, required: false }), Optional(), IsIn(values));
};

export const pageRequest = (query: ListQuery & { sort?: string }): PageRequest & { sort?: string } => ({
  page: query.page ?? 1,
  perPage: query.per_page ?? DEFAULT_PER_PAGE,
  ...(query.sort === undefined ? {} : { sort: query.sort }),
});
