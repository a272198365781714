import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Page, PageRequest } from '@app/common';

/**
 * One page of a query with its total: two queries, whatever the size. `sort` must be a key of `sortable`, which maps
 * the names of the API to columns ("-name" sorts descending); ties are broken by id, so that pages never overlap.
 */
export async function listPage<E extends ObjectLiteral>(
  query: SelectQueryBuilder<E>,
  request: PageRequest & { sort?: string | undefined },
  sortable: Record<string, string>,
): Promise<Page<E>> {
  const descending = request.sort?.startsWith('-') ?? false;
  const column = sortable[request.sort?.replace(/^-/, '') ?? ''];
  if (column !== undefined) query.addOrderBy(column, descending ? 'DESC' : 'ASC', 'NULLS LAST');
  query.addOrderBy(`${query.alias}.id`, descending ? 'DESC' : 'ASC');
  const [items, total] = await query
    .skip((request.page - 1) * request.perPage)
    .take(request.perPage)
    .getManyAndCount();
  return { items, total, page: request.page, perPage: request.perPage };
}
