import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { notFound } from '@app/common';
import { Settings } from '@app/config';
import { SecretBox } from '@app/crypto';
import { type BudgetLimits, type GitlabClient, GitlabClients } from '@app/gitlab';
import type { Instance } from '../instance.entity';
import { InstancesRepository } from '../instances.repository';
import { openSecret } from './open-secret';
import { TokenCache } from './token-cache';

/** The way of every feature to an instance and to its GitLab. */
@Injectable()
export class InstanceGateway implements OnApplicationShutdown {
  private readonly tokens: TokenCache;

  constructor(
    private readonly instances: InstancesRepository,
    private readonly clients: GitlabClients,
    private readonly settings: Settings,
    private readonly box: SecretBox,
  ) {
    this.tokens = new TokenCache(async (id) => this.openToken(await this.get(id)));
  }

  onApplicationShutdown(): void {
    this.clients.close();
  }

  /** @throws AppError 404, about the field of the body that named it, if one did */
  async get(id: number, field?: string): Promise<Instance> {
    const instance = await this.instances.find(id);
    if (instance === null) throw notFound('instance', id, field);
    return instance;
  }

  /**
   * A client with the instance's own token. Cheap: take one for each piece of work. It follows a rotation of the token,
   * also one by another process; address and limits are those of the row that it was made from.
   * @throws AppError 404; 503 when the token cannot be decrypted
   */
  async client(instance: Instance | number): Promise<GitlabClient> {
    const row = typeof instance === 'number' ? await this.get(instance) : instance;
    const token = this.openToken(row);
    // A row that the caller has held for long may carry a token that was replaced since.
    if (row !== instance) this.tokens.learn(row.id, token);
    return this.clients.for({
      id: row.id,
      name: row.name,
      url: row.url,
      token: (refused) => this.tokens.get(row.id, refused),
      limits: this.limitsOf(row),
    });
  }

  /**
   * A client with another token for the same instance, such as a group token that is tried. It counts against the same
   * budget.
   */
  clientWithToken(instance: Instance, token: string): GitlabClient {
    const { id, name, url } = instance;
    return this.clients.for({ id, name, url, token, limits: this.limitsOf(instance) });
  }

  /** The instance's token in plain. */
  openToken(instance: Instance): string {
    return openSecret(this.box, instance.tokenEncrypted, `The token of ${instance.name}`);
  }

  /** Nothing that was learnt about an instance holds any more: it was deleted, or became another. */
  forget(id: number): void {
    this.tokens.forget(id);
    this.clients.forget(id);
  }

  /** Its token was replaced: the next request takes the new one. */
  forgetToken(id: number): void {
    this.tokens.forget(id);
  }

  private limitsOf(instance: Instance): BudgetLimits {
    const rate = instance.maxRequestsPerSecond ?? this.settings.get('GITLAB_MAX_REQUESTS_PER_SECOND');
    return {
      concurrency: instance.maxConcurrency ?? this.settings.get('GITLAB_MAX_CONCURRENCY'),
      requestsPerSecond: rate === 0 ? null : rate,
    };
  }
}
