import { Injectable } from '@nestjs/common';
import type { Page, PageRequest, TokenStatus } from '@app/common';
import { containing, Tx } from '@app/database';
import type { MirrorDirection } from '@features/pairs';
import { expiryConditions } from '@features/tokens';
import { In } from 'typeorm';
import { Mirror, type SyncStatus, type VerifyStatus } from '../mirror.entity';

export interface MirrorFilter extends PageRequest {
  sort?: string | undefined;
  instancePairId?: number | undefined;
  sourceInstanceId?: number | undefined;
  targetInstanceId?: number | undefined;
  status?: SyncStatus | undefined;
  enabled?: boolean | undefined;
  direction?: MirrorDirection | undefined;
  group?: string | undefined;
  search?: string | undefined;
  tokenStatus?: TokenStatus | undefined;
  verifyStatus?: VerifyStatus | undefined;
  held?: boolean | undefined;
}

interface SortColumn {
  column: string;
  /** Unknown values come last in both orders. */
  nullable?: boolean;
}

/** Each with an index for both orders; created_at is the order of the ids. */
const SORTABLE: Record<string, SortColumn> = {
  id: { column: 'm.id' },
  created_at: { column: 'm.id' },
  source_project_path: { column: 'm.source_project_path' },
  target_project_path: { column: 'm.target_project_path' },
  last_update_status: { column: 'm.last_update_status' },
  last_update_at: { column: 'm.last_update_at', nullable: true },
  last_successful_update: { column: 'm.last_successful_update', nullable: true },
  // Of the token in use; one that never expires is the last to do so.
  mirror_token_expires_at: { column: 'm.token_expires_on', nullable: true },
};

export const MIRROR_SORT_KEYS = Object.keys(SORTABLE);

const TOKEN_CONDITIONS: Record<TokenStatus, string> = {
  none: 'm.token_expires_on is null',
  ...expiryConditions('m.token_expires_on'),
};

interface Condition {
  where: string;
  parameters: unknown[];
}

/** The list of mirrors: three statements whatever the page, the filter and the number of mirrors. */
@Injectable()
export class MirrorListQuery {
  constructor(private readonly tx: Tx) {}

  async page(filter: MirrorFilter): Promise<Page<Mirror>> {
    const { where, parameters } = condition(filter);
    const offset = (filter.page - 1) * filter.perPage;
    const [[count], rows] = await Promise.all([
      this.tx.query<{ total: number }>(`select count(*) as total from mirrors m ${where}`, parameters),
      this.tx.query<{ id: number }>(
        `select m.id from mirrors m ${where} order by ${orderBy(filter.sort)} limit ${filter.perPage} offset ${offset}`,
        parameters,
      ),
    ]);
    const items = await this.load(rows.map(({ id }) => id));
    return { items, total: count?.total ?? 0, page: filter.page, perPage: filter.perPage };
  }

  /** In the order of the ids. */
  private async load(ids: number[]): Promise<Mirror[]> {
    if (ids.length === 0) return [];
    const found = await this.tx.repository(Mirror).findBy({ id: In(ids) });
    const byId = new Map(found.map((mirror) => [mirror.id, mirror]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** Namespaces of the source projects with the number of mirrors directly in each. */
  namespaces(instancePairId: number | undefined): Promise<{ path: string; count: number }[]> {
    const parameters = instancePairId === undefined ? [] : [instancePairId];
    return this.tx.query<{ path: string; count: number }>(
      `select regexp_replace(source_project_path, '/[^/]*$', '') as path, count(*) as count from mirrors
        where position('/' in source_project_path) > 0 ${instancePairId === undefined ? '' : 'and instance_pair_id = $1'}
        group by 1`,
      parameters,
    );
  }
}

function orderBy(sort: string | undefined): string {
  const direction = sort?.startsWith('-') ? 'desc' : 'asc';
  const { column, nullable = false } = SORTABLE[sort?.replace(/^-/, '') ?? 'id'] ?? { column: 'm.id' };
  if (column === 'm.id') return `m.id ${direction}`;
  return `${column} ${direction}${nullable ? ' nulls last' : ''}, m.id ${direction}`;
}

function condition(filter: MirrorFilter): Condition {
  const parts: string[] = [];
  const parameters: unknown[] = [];
  const add = (value: unknown, part: (placeholder: string) => string): void => {
    if (value === undefined) return;
    parameters.push(value);
    parts.push(part(`$${parameters.length}`));
  };
  const pairsOf = (side: string) => (id: string) =>
    `m.instance_pair_id in (select id from pairs where ${side}_instance_id = ${id})`;
  add(filter.instancePairId, (id) => `m.instance_pair_id = ${id}`);
  add(filter.sourceInstanceId, pairsOf('source'));
  add(filter.targetInstanceId, pairsOf('target'));
  add(filter.status, (value) => `m.last_update_status = ${value}`);
  add(filter.enabled, (value) => `m.enabled = ${value}`);
  add(filter.direction, (value) => `m.direction = ${value}`);
  add(filter.verifyStatus, (value) => `m.verify_status = ${value}`);
  if (filter.held !== undefined) parts.push(`m.held_at is ${filter.held ? 'not ' : ''}null`);
  const group = filter.group?.replace(/^\/+|\/+$/g, '');
  add(group === undefined ? undefined : `${likeLiteral(group)}/%`, (value) => {
    return `(m.source_project_path like ${value} or m.target_project_path like ${value})`;
  });
  add(filter.search ? containing(filter.search) : undefined, (value) => `m.search_text like lower(${value})`);
  if (filter.tokenStatus !== undefined) parts.push(`(${TOKEN_CONDITIONS[filter.tokenStatus]})`);
  return {
    where: parts.length === 0 ? '' : `where ${parts.join(' and ')}`,
    parameters,
  };
}

const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, (char) => `\\${char}`);
