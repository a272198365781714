import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { Tx } from '@app/database';
import { expiryConditions } from '../expiry.sql';
import type { GroupTokenStatus } from '../group-tokens.repository';

export const TOKEN_KINDS = ['instance', 'group', 'project'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

export interface ExpiringToken {
  kind: TokenKind;
  /** Of the instance, the group token, or the mirror. */
  id: number;
  name: string;
  instanceId: number;
  instanceName: string;
  path: string | null;
  /** Day (UTC) at whose start it dies. */
  expiresAt: string;
  rotationError: string | null;
}

export interface ExpiringTokensFilter extends PageRequest {
  kind?: TokenKind | undefined;
  status?: GroupTokenStatus | undefined;
}

const STATUS = expiryConditions('"expiresAt"');

/** The credential of a mirror is for the project that is pushed to or read from. */
const TOKENS = `
  select 'instance' as kind, i.id, coalesce(i.token_username, i.name) as name, i.id as "instanceId",
         i.name as "instanceName", null as path, i.token_expires_at as "expiresAt", null as "rotationError"
    from instances i where i.token_expires_at is not null
  union all
  select 'group', g.id, g.token_name, i.id, i.name, g.group_path, g.expires_at, null
    from group_tokens g join instances i on i.id = g.gitlab_instance_id where g.expires_at is not null
  union all
  select 'project', m.id, m.mirror_token_name, i.id, i.name,
         case m.direction when 'push' then m.target_project_path else m.source_project_path end,
         m.mirror_token_expires_at, m.token_rotation_error
    from mirrors m
    join pairs p on p.id = m.instance_pair_id
    join instances i on i.id = case m.direction when 'push' then p.target_instance_id else p.source_instance_id end
   where m.mirror_token_id is not null and m.mirror_token_expires_at is not null`;

const COLUMNS = `kind, id, name, "instanceId", "instanceName", path, "expiresAt"::text as "expiresAt", "rotationError"`;

/** Every token with an end, of all kinds, as one list. */
@Injectable()
export class ExpiringTokensQuery {
  constructor(private readonly tx: Tx) {}

  /** Those that end first come first. */
  async page({ page, perPage, kind, status }: ExpiringTokensFilter): Promise<Page<ExpiringToken>> {
    const where = `where ($1::text is null or kind = $1)${status === undefined ? '' : ` and ${STATUS[status]}`}`;
    const from = `from (${TOKENS}) token ${where}`;
    const [[count], items] = await Promise.all([
      this.tx.query<{ total: number }>(`select count(*) as total ${from}`, [kind ?? null]),
      this.tx.query<ExpiringToken>(`select ${COLUMNS} ${from} order by "expiresAt", kind, id limit $2 offset $3`, [
        kind ?? null,
        perPage,
        (page - 1) * perPage,
      ]),
    ]);
    return { items, total: count?.total ?? 0, page, perPage };
  }
}
