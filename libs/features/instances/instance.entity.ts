import { CreatedAtColumn, GitlabIdColumn, IdColumn, TimeColumn, UpdatedAtColumn } from '@app/database';
import { Check, Column, Entity, Index } from 'typeorm';

export const INSTANCE_HEALTH = ['unknown', 'ok', 'degraded'] as const;
export type InstanceHealth = (typeof INSTANCE_HEALTH)[number];

export const GITLAB_EDITIONS = ['ce', 'ee'] as const;
export type GitlabEdition = (typeof GITLAB_EDITIONS)[number];

export const GITLAB_TIERS = ['free', 'premium'] as const;
export type GitlabTier = (typeof GITLAB_TIERS)[number];

/** A GitLab installation that we talk to. */
@Entity('instances')
@Check('instances_health_check', `health in ('unknown', 'ok', 'degraded')`)
export class Instance {
  @IdColumn()
  id: number;

  @Index('instances_name_key', { unique: true })
  @Column({ type: 'varchar', length: 100 })
  name: string;

  /** Base URL without a trailing slash. */
  @Column({ type: 'varchar', length: 500 })
  url: string;

  @Column({ type: 'varchar', length: 500, nullable: true })
  description: string | null;

  /** Fernet token. */
  @Column({ type: 'text' })
  tokenEncrypted: string;

  @GitlabIdColumn({ nullable: true })
  tokenUserId: number | null;

  @Column({ type: 'text', nullable: true })
  tokenUsername: string | null;

  /** Day (UTC) at whose start the token dies. */
  @Column({ type: 'date', nullable: true })
  tokenExpiresAt: string | null;

  @Column({ type: 'text', array: true, default: '{}' })
  tokenScopes: string[];

  @Column({ type: 'text', nullable: true })
  gitlabVersion: string | null;

  /** `ce` or `ee`; the tier of an EE installation is another matter. */
  @Column({ type: 'text', nullable: true })
  gitlabEdition: GitlabEdition | null;

  /** `free` or `premium` (which also stands for Ultimate); null: unknown, or a matter of each namespace. */
  @Column({ type: 'text', nullable: true })
  gitlabTier: GitlabTier | null;

  /** Null: the setting GITLAB_MAX_CONCURRENCY. */
  @Column({ type: 'integer', nullable: true })
  maxConcurrency: number | null;

  /** Null: the setting GITLAB_MAX_REQUESTS_PER_SECOND. */
  @Column({ type: 'integer', nullable: true })
  maxRequestsPerSecond: number | null;

  /** Lines of known_hosts, or bare keys: by them other GitLabs know its SSH server. They are public. */
  @Column({ type: 'text', array: true, default: '{}' })
  sshHostKeys: string[];

  @Column({ type: 'varchar', length: 20, default: 'unknown' })
  health: InstanceHealth;

  /** Why it is degraded. */
  @Column({ type: 'text', nullable: true })
  healthError: string | null;

  @TimeColumn({ nullable: true })
  healthCheckedAt: Date | null;

  @Column({ type: 'integer', nullable: true })
  latencyMs: number | null;

  @CreatedAtColumn()
  createdAt: Date;

  @UpdatedAtColumn()
  updatedAt: Date;
}
