import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { containing, listPage, Tx } from '@app/database';
import { expiryConditions } from './expiry.sql';
import { GroupToken } from './group-token.entity';

export const GROUP_TOKEN_SORT_KEYS = [
  'id',
  'group_path',
  'token_name',
  'expires_at',
  'created_at',
  'updated_at',
] as const;

export const GROUP_TOKEN_STATUSES = ['active', 'expiring_soon', 'expired'] as const;
export type GroupTokenStatus = (typeof GROUP_TOKEN_STATUSES)[number];

export interface GroupTokenFilter extends PageRequest {
  search?: string | undefined;
  sort?: string | undefined;
  gitlabInstanceId?: number | undefined;
  tokenStatus?: GroupTokenStatus | undefined;
}

export type GroupTokenValues = Partial<Omit<GroupToken, 'id' | 'gitlabInstance' | 'createdAt' | 'updatedAt'>>;

const WITH_END = expiryConditions('token.expiresAt');
const STATUS_SQL: Record<GroupTokenStatus, string> = {
  ...WITH_END,
  active: `(token.expiresAt is null or ${WITH_END.active})`,
};

@Injectable()
export class GroupTokensRepository {
  constructor(private readonly tx: Tx) {}

  find(id: number): Promise<GroupToken | null> {
    return this.tx.repository(GroupToken).findOneBy({ id });
  }

  /** Only inside a transaction. */
  findForUpdate(id: number): Promise<GroupToken | null> {
    return this.tx.repository(GroupToken).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  findByPath(gitlabInstanceId: number, groupPath: string): Promise<GroupToken | null> {
    return this.tx
      .repository(GroupToken)
      .createQueryBuilder('token')
      .where('token.gitlabInstanceId = :gitlabInstanceId', { gitlabInstanceId })
      .andWhere('lower(token.groupPath) = lower(:groupPath)', { groupPath })
      .getOne();
  }

  /** The token of the deepest group above the project that has one. */
  findMostSpecific(gitlabInstanceId: number, projectPath: string): Promise<GroupToken | null> {
    return this.tx
      .repository(GroupToken)
      .createQueryBuilder('token')
      .where('token.gitlabInstanceId = :gitlabInstanceId', { gitlabInstanceId })
      .andWhere(`starts_with(lower(:projectPath), lower(token.groupPath) || '/')`, { projectPath })
      .orderBy('length(token.groupPath)', 'DESC')
      .limit(1)
      .getOne();
  }

  list(filter: GroupTokenFilter): Promise<Page<GroupToken>> {
    const query = this.tx.repository(GroupToken).createQueryBuilder('token');
    if (filter.gitlabInstanceId !== undefined) {
      query.andWhere('token.gitlabInstanceId = :instance', { instance: filter.gitlabInstanceId });
    }
    if (filter.search !== undefined && filter.search !== '') {
      query.andWhere('(token.groupPath ilike :search or token.tokenName ilike :search)', {
        search: containing(filter.search),
      });
    }
    if (filter.tokenStatus !== undefined) query.andWhere(STATUS_SQL[filter.tokenStatus]);
    return listPage(query, filter, {
      id: 'token.id',
      group_path: 'token.groupPath',
      token_name: 'token.tokenName',
      expires_at: 'token.expiresAt',
      created_at: 'token.createdAt',
      updated_at: 'token.updatedAt',
    });
  }

  insert(values: GroupTokenValues): Promise<GroupToken> {
    const repository = this.tx.repository(GroupToken);
    return repository.save(repository.create(values));
  }

  async update(id: number, values: GroupTokenValues): Promise<void> {
    await this.tx.repository(GroupToken).update({ id }, values);
  }

  async remove(id: number): Promise<void> {
    await this.tx.repository(GroupToken).delete({ id });
  }
}
