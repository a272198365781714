import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { brokenRule, Clock, conflict, currentActor, ForeignError, notFound, type Page } from '@app/common';
import { SecretBox } from '@app/crypto';
import { isUniqueViolation, Tx } from '@app/database';
import { type Connection, connectionWarnings, lacksScope } from './connection/connection';
import { connectionFault } from './connection/connection-fault';
import { ConnectionTest } from './connection/connection-test';
import { InstanceGateway } from './gitlab-access/instance-gateway';
import { HealthRecord } from './health/health-record';
import { normaliseHostKeys } from './host-keys';
import { type DeleteOptions, InstanceHooks } from './instance-hooks';
import { normaliseInstanceUrl } from './instance-url';
import { InstanceUsageQuery } from './instance-usage.query';
import type { CreateInstanceDto, UpdateInstanceDto } from './instance.dto';
import type { Instance } from './instance.entity';
import { INSTANCE_EVENTS, type InstanceEvent } from './instance.events';
import { type InstanceDeletedView, type InstanceTestView, type InstanceView, instanceView } from './instance.view';
import { type InstanceFilter, InstancesRepository, type InstanceValues } from './instances.repository';

@Injectable()
export class InstancesService {
  constructor(
    private readonly tx: Tx,
    private readonly instances: InstancesRepository,
    private readonly usage: InstanceUsageQuery,
    private readonly connections: ConnectionTest,
    private readonly gateway: InstanceGateway,
    private readonly health: HealthRecord,
    private readonly hooks: InstanceHooks,
    private readonly box: SecretBox,
    private readonly events: EventEmitter2,
    private readonly clock: Clock,
  ) {}

  async list(filter: InstanceFilter): Promise<Page<InstanceView>> {
    const page = await this.instances.list(filter);
    const counts = await this.usage.pairCounts(page.items.map(({ id }) => id));
    const now = this.clock.now();
    return { ...page, items: page.items.map((instance) => instanceView(instance, counts.get(instance.id) ?? 0, now)) };
  }

  async get(id: number): Promise<InstanceView> {
    return this.view(await this.gateway.get(id));
  }

  async create(dto: CreateInstanceDto): Promise<InstanceView> {
    const url = normaliseInstanceUrl(dto.url);
    const sshHostKeys = normaliseHostKeys(dto.ssh_host_keys ?? []);
    await this.requireFreeName(dto.name);
    const connection = await this.connections.require({ name: dto.name, url, token: dto.token });
    const instance = await this.guardName(dto.name, () =>
      this.tx.run(async () => {
        const inserted = await this.instances.insert({
          name: dto.name,
          url,
          description: dto.description || null,
          tokenEncrypted: this.box.seal(dto.token),
          maxConcurrency: dto.max_concurrency ?? null,
          maxRequestsPerSecond: dto.max_requests_per_second ?? null,
          sshHostKeys,
          ...learnt(connection),
          health: 'ok',
          healthCheckedAt: this.clock.now(),
          latencyMs: connection.latencyMs,
        });
        await this.publish(INSTANCE_EVENTS.created, inserted);
        return inserted;
      }),
    );
    return this.view(instance);
  }

  async update(id: number, dto: UpdateInstanceDto): Promise<InstanceView> {
    const before = await this.gateway.get(id);
    const url = dto.url === undefined ? before.url : normaliseInstanceUrl(dto.url);
    if (url !== before.url) await this.requireUnused(id);
    if (dto.name !== undefined && dto.name !== before.name) await this.requireFreeName(dto.name);
    const values: InstanceValues = {
      ...(dto.name !== undefined && { name: dto.name }),
      ...(dto.description !== undefined && { description: dto.description || null }),
      ...(dto.max_concurrency !== undefined && { maxConcurrency: dto.max_concurrency }),
      ...(dto.max_requests_per_second !== undefined && { maxRequestsPerSecond: dto.max_requests_per_second }),
      ...(dto.ssh_host_keys !== undefined && { sshHostKeys: normaliseHostKeys(dto.ssh_host_keys ?? []) }),
    };
    let connection: Connection | null = null;
    if (url !== before.url || dto.token !== undefined) {
      const token = dto.token ?? this.gateway.openToken(before);
      connection = await this.connections.require({ name: dto.name ?? before.name, url, token });
      Object.assign(values, { url, ...learnt(connection) });
      if (dto.token !== undefined) values.tokenEncrypted = this.box.seal(dto.token);
    }
    await this.guardName(dto.name ?? before.name, () => this.store(before, values, Object.keys(dto)));
    if (connection) await this.health.observe(id, { health: 'ok', error: null, latencyMs: connection.latencyMs });
    return this.get(id);
  }

  async remove(id: number, options: DeleteOptions): Promise<InstanceDeletedView> {
    const instance = await this.gateway.get(id);
    const deleted = await this.usage.of(id);
    const warnings = await this.hooks.runBeforeDelete(instance, options);
    await this.tx.run(async () => {
      if ((await this.instances.findForUpdate(id)) === null) throw notFound('instance', id);
      // The hooks have taken the mirrors down; one that was added since would lose its owner here and stay on GitLab.
      if ((await this.usage.of(id)).mirrors > 0) throw mirrorAdded(instance.name);
      await this.instances.remove(id);
      await this.publish(INSTANCE_EVENTS.deleted, instance);
    });
    this.gateway.forget(id);
    return {
      status: 'deleted',
      pairs_deleted: deleted.pairs,
      mirrors_deleted: deleted.mirrors,
      tokens_deleted: deleted.tokens,
      warnings,
    };
  }

  /** Connects with what is stored, and stores what was learnt. */
  async test(id: number): Promise<InstanceTestView> {
    const instance = await this.gateway.get(id);
    const { name, url } = instance;
    let connection: Connection;
    try {
      connection = await this.connections.connect({ name, url, token: this.gateway.openToken(instance) });
    } catch (error) {
      if (!(error instanceof ForeignError)) throw error;
      await this.health.observe(id, { health: 'degraded', error: error.reason, latencyMs: null });
      return { ...NOTHING_LEARNT, warnings: [connectionFault(error, url).message] };
    }
    await this.instances.refresh(id, learnt(connection));
    await this.health.observe(id, { health: 'ok', error: null, latencyMs: connection.latencyMs });
    return {
      ok: !lacksScope(connection),
      version: connection.version,
      edition: connection.edition,
      user: connection.username,
      scopes: connection.scopes,
      expires_at: connection.expiresAt,
      latency_ms: connection.latencyMs,
      warnings: connectionWarnings(connection, this.clock.now()),
    };
  }

  private async store(before: Instance, values: InstanceValues, fields: string[]): Promise<void> {
    await this.tx.run(async () => {
      const locked = await this.instances.findForUpdate(before.id);
      if (locked === null) throw notFound('instance', before.id);
      // Under the lock no pair can begin to use it.
      if (values.url !== undefined && values.url !== before.url) await this.requireUnused(before.id);
      if (Object.keys(values).length > 0) await this.instances.update(before.id, values);
      if (values.sshHostKeys !== undefined) await this.hostKeysChanged(locked, values.sshHostKeys);
      await this.publish(INSTANCE_EVENTS.updated, { id: before.id, name: values.name ?? before.name }, fields);
    });
    if (values.tokenEncrypted !== undefined) this.gateway.forgetToken(before.id);
  }

  private async hostKeysChanged(locked: Instance, keys: string[]): Promise<void> {
    if (locked.sshHostKeys.join('\n') === keys.join('\n')) return;
    const pairs = keys.length === 0 ? await this.usage.sshPairs(locked.id) : 0;
    if (pairs > 0) {
      const users = pairs === 1 ? 'a pair mirrors' : `${pairs} pairs mirror`;
      throw brokenRule(
        'ssh_host_keys_in_use',
        `The SSH host keys cannot go while ${users} to the instance over SSH. Set mirror_transport to https there first.`,
        'ssh_host_keys',
      );
    }
    await this.hooks.runHostKeysChanged(locked.id);
  }

  private async requireUnused(id: number): Promise<void> {
    const { pairs } = await this.usage.of(id);
    if (pairs === 0) return;
    const users = pairs === 1 ? 'a pair uses' : `${pairs} pairs use`;
    throw brokenRule(
      'instance_url_in_use',
      `The url cannot change while ${users} the instance, because the mirrors on GitLab point there. Add the new address as an instance of its own.`,
      'url',
    );
  }

  private async requireFreeName(name: string): Promise<void> {
    if ((await this.instances.findByName(name)) !== null) throw nameTaken(name);
  }

  /** Two callers may take the same free name at the same time. */
  private async guardName<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw isUniqueViolation(error, 'instances_name_key') ? nameTaken(name) : error;
    }
  }

  private async publish(event: string, { id, name }: { id: number; name: string }, fields?: string[]): Promise<void> {
    const payload: InstanceEvent = { id, name, actor: currentActor(), ...(fields && { fields }) };
    await this.tx.afterCommit(() => void this.events.emit(event, payload));
  }

  private async view(instance: Instance): Promise<InstanceView> {
    const counts = await this.usage.pairCounts([instance.id]);
    return instanceView(instance, counts.get(instance.id) ?? 0, this.clock.now());
  }
}

const NOTHING_LEARNT = {
  ok: false,
  version: null,
  edition: null,
  user: null,
  scopes: null,
  expires_at: null,
  latency_ms: null,
};

const learnt = (connection: Connection): InstanceValues => ({
  tokenUserId: connection.userId,
  tokenUsername: connection.username,
  tokenExpiresAt: connection.expiresAt,
  tokenScopes: connection.scopes ?? [],
  gitlabVersion: connection.version,
  gitlabEdition: connection.edition,
  gitlabTier: connection.tier,
});

const mirrorAdded = (name: string): Error =>
  conflict('mirror_added', `A mirror was added to ${name} while it was being deleted; delete it again.`);

const nameTaken = (name: string): Error =>
  conflict('instance_name_taken', `There is an instance named ${name} already; choose another name.`, 'name');
