import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type FailureKind, ForeignError, isFailure } from '@app/common';
import { Settings } from '@app/config';
import { GitlabClient, LocalBudget, Network, type GitlabAccessToken, type GitlabMetadata } from '@app/gitlab';
import { networkSettings } from '../gitlab-access/network-settings';
import type { GitlabEdition } from '../instance.entity';
import { type Connection, lacksScope } from './connection';
import { connectionFault, scopeMissing } from './connection-fault';
import { probeTier } from './tier';

export interface ConnectionTarget {
  name: string;
  url: string;
  token: string;
}

/** Somebody waits for the answer. */
const TEST_TIMEOUT_MS = 15_000;

/** Connects to a GitLab with an address and a token that are not stored (yet). */
@Injectable()
export class ConnectionTest implements OnApplicationShutdown {
  private readonly network: Network;

  constructor(settings: Settings) {
    this.network = new Network(networkSettings(settings));
  }

  onApplicationShutdown(): void {
    this.network.destroy();
  }

  /** @throws AppError (400) that names `url` or `token`, and what to do */
  async require(target: ConnectionTarget): Promise<Connection> {
    let connection: Connection;
    try {
      connection = await this.connect(target);
    } catch (error) {
      throw error instanceof ForeignError ? connectionFault(error, target.url) : error;
    }
    if (connection.scopes !== null && lacksScope(connection)) throw scopeMissing(connection.scopes);
    return connection;
  }

  /** @throws ForeignError */
  async connect({ name, url, token }: ConnectionTarget): Promise<Connection> {
    const client = new GitlabClient({
      baseUrl: url,
      instanceName: name,
      token,
      budget: new LocalBudget(),
      network: this.network,
      retry: { attempts: 1 },
    });
    const options = { timeoutMs: TEST_TIMEOUT_MS, priority: 'interactive' } as const;
    const started = performance.now();
    const user = await client.users.me(options);
    const latencyMs = Math.round(performance.now() - started);
    const [metadata, self] = await Promise.all([client.metadata.get(options), describeToken(client, options)]);
    const edition = editionOf(metadata);
    return {
      version: metadata.version,
      edition,
      tier: await probeTier(client, { edition, url }, options),
      userId: user.id,
      username: user.username,
      isBot: user.bot === true,
      scopes: self?.scopes ?? null,
      expiresAt: self?.expires_at ?? null,
      latencyMs,
    };
  }
}

/** Kinds of failure of a token that has just told whose it is: GitLab does not describe this kind, or not to it. */
const NOT_DESCRIBED: FailureKind[] = ['not_found', 'unsupported', 'permission', 'auth'];

/** Null where GitLab does not describe the token (before 15.5, or one of another kind or with few rights). */
async function describeToken(client: GitlabClient, options: { timeoutMs: number }): Promise<GitlabAccessToken | null> {
  try {
    return await client.tokens.self(options);
  } catch (error) {
    if (isFailure(error, ...NOT_DESCRIBED)) return null;
    throw error;
  }
}

/** Before 15.6 only the version's ending tells. */
const editionOf = ({ enterprise, version }: GitlabMetadata): GitlabEdition =>
  (enterprise ?? version.endsWith('-ee')) ? 'ee' : 'ce';
