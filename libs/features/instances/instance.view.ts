import { ApiProperty } from '@nestjs/swagger';
import { iso, TOKEN_STATUSES, tokenStatus, type TokenStatus } from '@app/common';
import { hostKeyFingerprint } from './host-keys';
import { GITLAB_EDITIONS, GITLAB_TIERS, INSTANCE_HEALTH } from './instance.entity';
import type { GitlabEdition, GitlabTier, Instance, InstanceHealth } from './instance.entity';

/** A GitLab installation. */
export class InstanceView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 1 })
  id: number;

  @ApiProperty({ example: 'Production' })
  name: string;

  @ApiProperty({ example: 'https://gitlab.example.com' })
  url: string;

  @ApiProperty({ example: 'The one that everybody uses' })
  description: string | null;

  @ApiProperty({ type: 'integer', format: 'int64', example: 42 })
  token_user_id: number | null;

  @ApiProperty({ example: 'mirror-maestro' })
  token_username: string | null;

  /** The token is dead from 00:00 UTC of this day; null: it never expires. */
  @ApiProperty({ format: 'date', example: '2026-03-31' })
  token_expires_at: string | null;

  @ApiProperty({ enum: TOKEN_STATUSES, example: 'active' })
  token_status: TokenStatus;

  @ApiProperty({ example: ['api'] })
  token_scopes: string[];

  @ApiProperty({ example: '18.5.1-ee' })
  gitlab_version: string | null;

  @ApiProperty({ enum: GITLAB_EDITIONS, example: 'ee' })
  gitlab_edition: GitlabEdition | null;

  /** `premium` also stands for Ultimate; null: unknown, or a matter of each namespace. */
  @ApiProperty({ enum: GITLAB_TIERS, example: 'premium' })
  gitlab_tier: GitlabTier | null;

  /** Requests in flight at once over all processes; null: GITLAB_MAX_CONCURRENCY. */
  @ApiProperty({ type: 'integer', example: 10 })
  max_concurrency: number | null;

  /** Requests a second over all processes; null: GITLAB_MAX_REQUESTS_PER_SECOND; 0: no limit of ours. */
  @ApiProperty({ type: 'integer', example: 20 })
  max_requests_per_second: number | null;

  /** Public keys of its SSH server, by which the GitLab of a mirror knows it. */
  @ApiProperty({ type: [String], example: [] })
  ssh_host_keys: string[];

  /** Of these keys, in their order: to compare with its page /help/instance_configuration. */
  @ApiProperty({ type: [String], example: ['SHA256:eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8'] })
  ssh_host_key_fingerprints: string[];

  @ApiProperty({ enum: INSTANCE_HEALTH, example: 'ok' })
  health: InstanceHealth;

  /** Why it is degraded. */
  @ApiProperty({ example: 'connection refused' })
  health_error: string | null;

  @ApiProperty({ format: 'date-time', example: '2025-11-03T09:30:00.000Z' })
  health_checked_at: string | null;

  /** Milliseconds of the last request that looked at its health. */
  @ApiProperty({ type: 'integer', example: 38 })
  latency_ms: number | null;

  /** Pairs that use it as source or target. */
  @ApiProperty({ type: 'integer', example: 2 })
  pairs_count: number;

  @ApiProperty({ format: 'date-time', example: '2025-11-01T08:00:00.000Z' })
  created_at: string;

  @ApiProperty({ format: 'date-time', example: '2025-11-01T08:00:00.000Z' })
  updated_at: string;
}

export const instanceView = (instance: Instance, pairsCount: number, now: Date): InstanceView => ({
  id: instance.id,
  name: instance.name,
  url: instance.url,
  description: instance.description,
  token_user_id: instance.tokenUserId,
  token_username: instance.tokenUsername,
  token_expires_at: instance.tokenExpiresAt,
  token_status: tokenStatus(instance.tokenExpiresAt, now),
  token_scopes: instance.tokenScopes,
  gitlab_version: instance.gitlabVersion,
  gitlab_edition: instance.gitlabEdition,
  gitlab_tier: instance.gitlabTier,
  max_concurrency: instance.maxConcurrency,
  max_requests_per_second: instance.maxRequestsPerSecond,
  ssh_host_keys: instance.sshHostKeys,
  ssh_host_key_fingerprints: instance.sshHostKeys.map((key) => `SHA256:${hostKeyFingerprint(key)}`),
  health: instance.health,
  health_error: instance.healthError,
  health_checked_at: iso(instance.healthCheckedAt),
  latency_ms: instance.latencyMs,
  pairs_count: pairsCount,
  created_at: instance.createdAt.toISOString(),
  updated_at: instance.updatedAt.toISOString(),
});

export class InstanceDeletedView {
  @ApiProperty({ enum: ['deleted'], example: 'deleted' })
  status: 'deleted';

  @ApiProperty({ type: 'integer', example: 1 })
  pairs_deleted: number;

  @ApiProperty({ type: 'integer', example: 12 })
  mirrors_deleted: number;

  @ApiProperty({ type: 'integer', example: 3 })
  tokens_deleted: number;

  /** What could not be cleaned up on GitLab. */
  @ApiProperty({ example: [] })
  warnings: string[];
}

export class InstanceTestView {
  /** The instance answers and the token has the rights that we need. */
  @ApiProperty({ example: true })
  ok: boolean;

  @ApiProperty({ example: '18.5.1-ee' })
  version: string | null;

  @ApiProperty({ enum: GITLAB_EDITIONS, example: 'ee' })
  edition: GitlabEdition | null;

  /** Login name of the token's user. */
  @ApiProperty({ example: 'mirror-maestro' })
  user: string | null;

  /** Null when GitLab does not tell. */
  @ApiProperty({ type: [String], example: ['api'] })
  scopes: string[] | null;

  /** The token is dead from 00:00 UTC of this day. */
  @ApiProperty({ format: 'date', example: '2026-03-31' })
  expires_at: string | null;

  /** Milliseconds of one request. */
  @ApiProperty({ type: 'integer', example: 38 })
  latency_ms: number | null;

  /** What is wrong when `ok` is false; otherwise what will not work well or for long. */
  @ApiProperty({ example: ['The token expires on 2025-12-01, in 9 days; replace it.'] })
  warnings: string[];
}
