import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { type AppError, Clock, conflict, currentActor, normaliseGroupPath, notFound, type Page } from '@app/common';
import { SecretBox } from '@app/crypto';
import { isUniqueViolation, Tx } from '@app/database';
import { type Instance, InstanceGateway } from '@features/instances';
import { GroupTokenCheck } from './group-token-check';
import { GroupTokenHooks } from './group-token-hooks';
import type { CreateGroupTokenDto, UpdateGroupTokenDto } from './group-token.dto';
import type { GroupToken } from './group-token.entity';
import { GROUP_TOKEN_EVENTS, type GroupTokenChangeKind, type GroupTokenEvent } from './group-token.events';
import { type GroupTokenView, groupTokenView } from './group-token.view';
import { type GroupTokenFilter, GroupTokensRepository, type GroupTokenValues } from './group-tokens.repository';

@Injectable()
export class GroupTokensService {
  constructor(
    private readonly tx: Tx,
    private readonly tokens: GroupTokensRepository,
    private readonly instances: InstanceGateway,
    private readonly check: GroupTokenCheck,
    private readonly hooks: GroupTokenHooks,
    private readonly box: SecretBox,
    private readonly events: EventEmitter2,
    private readonly clock: Clock,
  ) {}

  async list(filter: GroupTokenFilter): Promise<Page<GroupTokenView>> {
    const page = await this.tokens.list(filter);
    const now = this.clock.now();
    return { ...page, items: page.items.map((row) => groupTokenView(row, now)) };
  }

  async get(id: number): Promise<GroupTokenView> {
    return groupTokenView(await this.require(id), this.clock.now());
  }

  async create(dto: CreateGroupTokenDto): Promise<GroupTokenView> {
    const groupPath = normaliseGroupPath(dto.group_path);
    const instance = await this.instances.get(dto.gitlab_instance_id, 'gitlab_instance_id');
    await this.requireFree(instance, groupPath);
    const described = await this.check.describe(instance, dto.token);
    const values: GroupTokenValues = {
      gitlabInstanceId: instance.id,
      groupPath: await this.check.canonicalPath(instance, groupPath),
      tokenName: dto.token_name,
      tokenEncrypted: this.box.seal(dto.token),
      ...described,
    };
    const row = await this.guarded(instance, groupPath, async () => {
      const inserted = await this.tokens.insert(values);
      await this.announce(inserted, inserted.groupPath, ['created']);
      return inserted;
    });
    return groupTokenView(row, this.clock.now());
  }

  async update(id: number, dto: UpdateGroupTokenDto): Promise<GroupTokenView> {
    const before = await this.require(id);
    const instance = await this.instances.get(before.gitlabInstanceId);
    const values: GroupTokenValues = {};
    if (dto.group_path !== undefined) values.groupPath = await this.newPath(instance, before, dto.group_path);
    if (dto.token_name !== undefined) values.tokenName = dto.token_name;
    if (dto.token !== undefined) {
      Object.assign(values, await this.check.describe(instance, dto.token));
      values.tokenEncrypted = this.box.seal(dto.token);
    }
    const row = await this.guarded(instance, values.groupPath ?? before.groupPath, async () => {
      const locked = await this.tokens.findForUpdate(id);
      if (locked === null) throw notFound('group token', id);
      const changes = changesOf(locked, values);
      if (changes.length === 0) return locked;
      await this.tokens.update(id, values);
      const after = await this.require(id);
      await this.announce(after, locked.groupPath, changes);
      return after;
    });
    return groupTokenView(row, this.clock.now());
  }

  async remove(id: number): Promise<void> {
    await this.tx.run(async () => {
      const row = await this.tokens.findForUpdate(id);
      if (row === null) throw notFound('group token', id);
      await this.announce(row, row.groupPath, ['deleted']);
      await this.tokens.remove(id);
    });
  }

  private async newPath(instance: Instance, before: GroupToken, given: string): Promise<string> {
    const groupPath = normaliseGroupPath(given);
    if (groupPath.toLowerCase() !== before.groupPath.toLowerCase()) await this.requireFree(instance, groupPath);
    return this.check.canonicalPath(instance, groupPath);
  }

  private async require(id: number): Promise<GroupToken> {
    const row = await this.tokens.find(id);
    if (row === null) throw notFound('group token', id);
    return row;
  }

  private async requireFree(instance: Instance, groupPath: string): Promise<void> {
    if ((await this.tokens.findByPath(instance.id, groupPath)) !== null) throw taken(instance, groupPath);
  }

  /** In a transaction; two callers may add a token for the same group at the same time. */
  private async guarded<T>(instance: Instance, groupPath: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.tx.run(work);
    } catch (error) {
      throw isUniqueViolation(error, 'group_tokens_instance_group_key') ? taken(instance, groupPath) : error;
    }
  }

  private async announce(row: GroupToken, previousGroupPath: string, changes: GroupTokenChangeKind[]): Promise<void> {
    const { id, gitlabInstanceId: instanceId, groupPath, tokenName } = row;
    const change = { id, instanceId, groupPath, previousGroupPath, changes };
    await this.hooks.runChanged(change);
    const event: GroupTokenEvent = { ...change, tokenName, actor: currentActor() };
    await this.tx.afterCommit(() => void this.events.emit(GROUP_TOKEN_EVENTS.changed, event));
  }
}

function changesOf(before: GroupToken, values: GroupTokenValues): GroupTokenChangeKind[] {
  const changes: GroupTokenChangeKind[] = [];
  if (values.tokenEncrypted !== undefined) changes.push('rotated');
  if (values.groupPath !== undefined && values.groupPath !== before.groupPath) changes.push('moved');
  if (values.tokenName !== undefined && values.tokenName !== before.tokenName) changes.push('renamed');
  return changes;
}

const taken = (instance: Instance, groupPath: string): AppError =>
  conflict(
    'group_token_taken',
    `${instance.name} has a token for the group ${groupPath} already; change that one with PUT.`,
    'group_path',
  );
