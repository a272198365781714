import { Injectable } from '@nestjs/common';
import { brokenRule, conflict, currentActor, notFound, type Page } from '@app/common';
import { Settings } from '@app/config';
import { hashPassword, PasswordProofs } from '@app/crypto';
import { isUniqueViolation, Tx } from '@app/database';
import { pageRequest } from '@app/http';
import type { ChangePasswordDto, CreateUserDto, ListUsersQuery, UpdateUserDto } from './user.dto';
import type { User } from './user.entity';
import { type UserView, userView } from './user.view';
import { UsersRepository, type UserValues } from './users.repository';

@Injectable()
export class UsersService {
  private readonly proofs = new PasswordProofs();

  constructor(
    private readonly tx: Tx,
    private readonly users: UsersRepository,
    private readonly settings: Settings,
  ) {}

  async list(query: ListUsersQuery): Promise<Page<UserView>> {
    const page = await this.users.list({ ...pageRequest(query), search: query.search, role: query.role });
    return { ...page, items: page.items.map(userView) };
  }

  async get(id: number): Promise<UserView> {
    return userView(await this.find(id));
  }

  async create(dto: CreateUserDto): Promise<UserView> {
    const values = await userValues(dto);
    return this.guarded(dto.username, async () => userView(await this.users.insert(values)));
  }

  /** @throws AppError rule when callers would lock themselves out */
  async update(id: number, dto: UpdateUserDto): Promise<UserView> {
    const user = await this.find(id);
    const locksOut = dto.enabled === false || (dto.role !== undefined && dto.role !== user.role);
    if (isSelf(user) && locksOut) throw lockedOut();
    const values = await userValues(dto);
    return this.guarded(dto.username ?? user.username, async () => {
      if (Object.keys(values).length > 0) await this.users.update(id, values);
      return this.get(id);
    });
  }

  async remove(id: number): Promise<void> {
    if (isSelf(await this.find(id))) throw lockedOut();
    if (!(await this.tx.run(() => this.users.delete(id)))) throw notFound('user', id);
  }

  /** Of the caller. @throws AppError rule when the current password is wrong, or the account is the server's own */
  async changePassword(dto: ChangePasswordDto): Promise<void> {
    const user = await this.users.findByName(currentActor());
    if (user === null) {
      throw brokenRule(
        'password_is_a_setting',
        'The password of this account is a setting of the server: change AUTH_PASSWORD and restart.',
      );
    }
    if (!(await this.proofs.isRight(dto.current_password, user.passwordHash))) {
      throw brokenRule('wrong_password', 'The current password is wrong.', 'current_password');
    }
    const passwordHash = await hashPassword(dto.new_password);
    await this.tx.run(() => this.users.update(user.id, { passwordHash }));
  }

  private async find(id: number): Promise<User> {
    const user = await this.users.find(id);
    if (user === null) throw notFound('user', id);
    return user;
  }

  private async guarded<T>(username: string, work: () => Promise<T>): Promise<T> {
    if (username.toLowerCase() === this.settings.get('AUTH_USERNAME').toLowerCase()) throw nameTaken(username);
    try {
      return await this.tx.run(work);
    } catch (error) {
      if (isUniqueViolation(error, 'users_username_key')) throw nameTaken(username);
      throw error;
    }
  }
}

async function userValues(dto: CreateUserDto | UpdateUserDto): Promise<UserValues> {
  return {
    ...(dto.username !== undefined && { username: dto.username }),
    ...(dto.display_name !== undefined && { displayName: dto.display_name }),
    ...(dto.role !== undefined && { role: dto.role }),
    ...(dto.enabled !== undefined && { enabled: dto.enabled }),
    ...(dto.password !== undefined && { passwordHash: await hashPassword(dto.password) }),
  };
}

const isSelf = (user: User): boolean => user.username.toLowerCase() === currentActor().toLowerCase();

const nameTaken = (username: string) =>
  conflict('username_taken', `There is a user named ${username} already; choose another name.`);

const lockedOut = () =>
  brokenRule('own_account', 'You cannot lock yourself out: ask another administrator to change your account.');
