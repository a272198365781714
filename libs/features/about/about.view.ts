import { ApiProperty } from '@nestjs/swagger';
import { VERSION } from '@app/common';
import { describeSettings, type SettingDescription, type Settings } from '@app/config';

type Value = SettingDescription['value'];

export class SettingView implements SettingDescription {
  /** Its environment variable. */
  @ApiProperty({ example: 'SCHEDULER_INTERVAL_SECONDS' })
  name: string;

  /** Which part of the configuration it belongs to. */
  @ApiProperty({ example: 'Work' })
  group: string;

  @ApiProperty({ example: 'How often due work is looked for.' })
  description: string;

  /** What a value looks like. */
  @ApiProperty({ example: 'seconds (1–3600)' })
  unit: string;

  /** Null for a secret, and for what has no value. */
  @ApiProperty({
    oneOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'array', items: { type: 'string' } },
      { type: 'null' },
    ],
    example: 60,
  })
  value: Value;

  /** Somebody set it. */
  @ApiProperty({ example: false })
  is_set: boolean;

  @ApiProperty({ example: false })
  is_secret: boolean;

  /** What holds when nobody sets it, in words. */
  @ApiProperty({ example: '60' })
  default: string;
}

export const MODES = ['standalone', 'api'] as const;
export type Mode = (typeof MODES)[number];

export class DatabaseView {
  /** `embedded`: PostgreSQL comes with the server and runs beside it. */
  @ApiProperty({ enum: ['embedded', 'external'], example: 'embedded' })
  kind: 'embedded' | 'external';
}

export class AboutView {
  @ApiProperty({ example: '0.1.0' })
  version: string;

  @ApiProperty({ example: '20.20.0' })
  node_version: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-31T12:00:00.000Z' })
  started_at: string;

  /** `standalone`: this process does the background work, too; `api`: workers of their own do. */
  @ApiProperty({ enum: MODES, example: 'standalone' })
  mode: Mode;

  database: DatabaseView;

  /** Where the queue lives. */
  @ApiProperty({ enum: ['postgres', 'redis'], example: 'postgres' })
  queue: 'postgres' | 'redis';

  /** Of this process, in the order of the documentation. */
  @ApiProperty({ type: [SettingView] })
  settings: SettingView[];
}

export const aboutView = (settings: Settings, mode: Mode, startedAt: Date): AboutView => ({
  version: VERSION,
  node_version: process.versions.node,
  started_at: startedAt.toISOString(),
  mode,
  database: { kind: settings.given.has('DATABASE_URL') ? 'external' : 'embedded' },
  queue: settings.get('REDIS_URL') === null ? 'postgres' : 'redis',
  settings: describeSettings(settings),
});
