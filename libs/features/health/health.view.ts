import { ApiProperty } from '@nestjs/swagger';
import type { QueueDepth } from '@app/queue';

export class QuickHealthView {
  @ApiProperty({ example: 'healthy' })
  status: 'healthy';
}

/** One part of the installation. */
export class ComponentView {
  @ApiProperty({ example: 'healthy' })
  status: 'healthy' | 'unhealthy';

  /** Time of a round trip. */
  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  latency_ms: number | null;

  /** What is wrong and what to do. */
  @ApiProperty({ type: 'string', nullable: true, example: null })
  message: string | null;
}

export class ComponentsView {
  database: ComponentView;

  queue: ComponentView;
}

export class TokenExpiryView {
  @ApiProperty({ type: 'integer', example: 12 })
  active: number;

  @ApiProperty({ type: 'integer', example: 1 })
  expiring_soon: number;

  @ApiProperty({ type: 'integer', example: 0 })
  expired: number;

  /** Tokens without an end, or whose end GitLab did not tell. */
  @ApiProperty({ type: 'integer', example: 2 })
  none: number;
}

export class HealthView {
  @ApiProperty({ example: 'healthy' })
  status: 'healthy' | 'degraded' | 'unhealthy';

  @ApiProperty({ example: '0.1.0' })
  version: string;

  components: ComponentsView;

  /** Doorbells that wait or are being answered, by queue. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: { type: 'integer' } },
    example: { mirrors: { waiting: 0, delayed: 3, active: 1 } },
  })
  queues: Record<string, QueueDepth>;

  /** Runs that are queued or running. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, example: { queued: 0, running: 2 } })
  runs: Record<string, number>;

  /** GitLab instances by health. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, example: { ok: 2, degraded: 0 } })
  instances: Record<string, number>;

  tokens: TokenExpiryView;
}
