import { Injectable } from '@nestjs/common';
import { EXPIRING_SOON_DAYS, type Page, type PageRequest, type TokenStatus } from '@app/common';
import { containing, Tx } from '@app/database';
import type { MirrorDirection } from '@features/pairs';
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

/** Each with an index; created_at is the order of the ids. */
const SORTABLE: Record<string, string> = {
  id: 'm.id',
  created_at: 'm.id',
  source_project_path: 'm.source_project_path',
  target_project_path: 'm.target_project_path',
  last_update_status: 'm.last_update_status',
  last_update_at: 'm.last_update_at',
  last_successful_update: 'm.last_successful_update',
  mirror_token_expires_at: 'm.mirror_token_expires_at',
};

export const MIRROR_SORT_KEYS = Object.keys(SORTABLE);

const TOKEN_EXPIRY = 'case when m.mirror_token_id is not null then m.mirror_token_expires_at else g.expires_at end';
const HAS_TOKEN = '(m.mirror_token_id is not null or m.group_token_id is not null)';
const TODAY = `(now() at time zone 'utc')::date`;
const SOON = `${TODAY} + ${EXPIRING_SOON_DAYS}`;

const TOKEN_CONDITIONS: Record<TokenStatus, string> = {
  none: `not ${HAS_TOKEN}`,
  expired: `${HAS_TOKEN} and ${TOKEN_EXPIRY} <= ${TODAY}`,
  expiring_soon: `${HAS_TOKEN} and ${TOKEN_EXPIRY} > ${TODAY} and ${TOKEN_EXPIRY} <= ${SOON}`,
  active: `${HAS_TOKEN} and (${TOKEN_EXPIRY} is null or ${TOKEN_EXPIRY} > ${SOON})`,
};

interface Condition {
  where: string;
  parameters: unknown[];
  join: string;
}

/** The list of mirrors: three statements whatever the page, the filter and the number of mirrors. */
@Injectable()
export class MirrorListQuery {
  constructor(private readonly tx: Tx) {}

  async page(filter: MirrorFilter): Promise<Page<Mirror>> {
    const { where, parameters, join } = condition(filter);
    const offset = (filter.page - 1) * filter.perPage;
    const [[count], rows] = await Promise.all([
      this.tx.query<{ total: number }>(`select count(*) as total from mirrors m ${join} ${where}`, parameters),
      this.tx.query<{ id: number }>(
        `select m.id from mirrors m ${join} ${where} order by ${orderBy(filter.sort)} limit ${filter.perPage} offset ${offset}`,
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
  const column = SORTABLE[sort?.replace(/^-/, '') ?? 'id'] ?? 'm.id';
  return column === 'm.id' ? `m.id ${direction}` : `${column} ${direction} nulls last, m.id ${direction}`;
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
  add(filter.search || undefined ? containing(filter.search ?? '') : undefined, (value) => {
    return `(m.source_project_path || ' ' || m.target_project_path) ilike ${value}`;
  });
  if (filter.tokenStatus !== undefined) parts.push(`(${TOKEN_CONDITIONS[filter.tokenStatus]})`);
  return {
    where: parts.length === 0 ? '' : `where ${parts.join(' and ')}`,
    parameters,
    join: filter.tokenStatus === undefined ? '' : 'left join group_tokens g on g.id = m.group_token_id',
  };
}

const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, (char) => `\\${char}`);
