import { Injectable } from '@nestjs/common';
import { redact } from '@app/common';
import { DataSource } from 'typeorm';
import type { InstanceHealth } from '../instance.entity';

export interface HealthObservation {
  health: InstanceHealth;
  error: string | null;
  /** Null: keep what was measured before. */
  latencyMs: number | null;
  /** As the instance told it just now. */
  version?: string;
}

/** Outside of whatever transaction is open where the observation was made: it stays true when that is rolled back. */
@Injectable()
export class InstanceHealthQuery {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Stores an observation; `updated_at` stays, because nobody changed the instance.
   * @returns the health before, or null when there is no such instance
   */
  async store(
    id: number,
    { health, error, latencyMs, version }: HealthObservation,
  ): Promise<{ name: string; previous: InstanceHealth } | null> {
    const [row] = await this.dataSource.query<{ name: string; previous: InstanceHealth }[]>(
      `with before as (select id, name, health from instances where id = $1 for no key update),
            stored as (
              update instances
                 set health = $2, health_error = $3, health_checked_at = now(),
                     latency_ms = coalesce($4, latency_ms), gitlab_version = coalesce($5, gitlab_version)
               where id = (select id from before))
       select name, health as previous from before`,
      [id, health, error === null ? null : redact(error).slice(0, 1000), latencyMs, version ?? null],
    );
    return row ?? null;
  }
}
