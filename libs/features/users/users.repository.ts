import { Injectable } from '@nestjs/common';
import type { Page, PageRequest, Role } from '@app/common';
import { containing, listPage, Tx } from '@app/database';
import { User } from './user.entity';

export const USER_SORT_KEYS = ['username', 'role', 'last_login_at', 'created_at'] as const;

export interface UserFilter extends PageRequest {
  sort?: string;
  search?: string | undefined;
  role?: Role | undefined;
}

export type UserValues = Partial<Pick<User, 'username' | 'displayName' | 'role' | 'enabled' | 'passwordHash'>>;

@Injectable()
export class UsersRepository {
  constructor(private readonly tx: Tx) {}

  list(filter: UserFilter): Promise<Page<User>> {
    const query = this.tx.repository(User).createQueryBuilder('account');
    if (filter.search) {
      query.andWhere('(account.username ilike :search or account.displayName ilike :search)', {
        search: containing(filter.search),
      });
    }
    if (filter.role) query.andWhere('account.role = :role', { role: filter.role });
    return listPage(query, filter, {
      username: 'account.username',
      role: 'account.role',
      last_login_at: 'account.lastLoginAt',
      created_at: 'account.createdAt',
    });
  }

  find(id: number): Promise<User | null> {
    return this.tx.repository(User).findOneBy({ id });
  }

  /** Whatever its case. */
  findByName(username: string): Promise<User | null> {
    return this.tx
      .repository(User)
      .createQueryBuilder('account')
      .where('lower(account.username) = lower(:username)', { username })
      .getOne();
  }

  insert(values: UserValues): Promise<User> {
    return this.tx.repository(User).save(this.tx.repository(User).create(values));
  }

  async update(id: number, values: UserValues): Promise<void> {
    await this.tx.repository(User).update({ id }, values);
  }

  async noteLogin(id: number): Promise<void> {
    await this.tx.query('update users set last_login_at = now() where id = $1', [id]);
  }

  async delete(id: number): Promise<boolean> {
    const { affected } = await this.tx.repository(User).delete({ id });
    return affected === 1;
  }
}
