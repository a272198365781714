import { Injectable, Logger } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { safeMessage } from '@app/common';
import type { BreakerChange } from '@app/gitlab';
import type { InstanceHealth } from '../instance.entity';
import { INSTANCE_EVENTS, type InstanceHealthEvent } from '../instance.events';
import { InstanceHealthQuery, type HealthObservation } from './health.query';

/** Keeps what is known about an instance's health in its row, and tells when it changes. */
@Injectable()
export class HealthRecord {
  private readonly logger = new Logger('InstanceHealth');

  constructor(
    private readonly query: InstanceHealthQuery,
    private readonly events: EventEmitter2,
  ) {}

  async observe(instanceId: number, observation: HealthObservation): Promise<void> {
    const change = await this.query.store(instanceId, observation);
    if (change === null || change.previous === observation.health) return;
    const { name, previous } = change;
    const { health, error } = observation;
    this.log(name, health, error);
    const event: InstanceHealthEvent = { id: instanceId, name, health, previous, error };
    this.events.emit(INSTANCE_EVENTS.healthChanged, event);
  }

  /** A circuit breaker of this process opened or closed; nobody waits for the row. */
  breakerChanged(instanceId: number, { state, reason }: BreakerChange): void {
    if (state === 'half_open') return;
    const observation: HealthObservation =
      state === 'open'
        ? { health: 'degraded', error: reason ?? 'it does not answer', latencyMs: null }
        : { health: 'ok', error: null, latencyMs: null };
    this.observe(instanceId, observation).catch((error: unknown) => {
      this.logger.warn(`Health of instance ${instanceId} could not be stored: ${safeMessage(error)}`);
    });
  }

  private log(name: string, health: InstanceHealth, error: string | null): void {
    if (health === 'degraded') this.logger.warn(`${name} is degraded: ${error ?? 'it does not answer'}`);
    else this.logger.log(`${name} is ${health}`);
  }
}
