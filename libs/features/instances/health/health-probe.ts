import { Injectable, Logger } from '@nestjs/common';
import { safeMessage } from '@app/common';
import { InstanceGateway } from '../gitlab-access/instance-gateway';
import type { Instance } from '../instance.entity';
import { InstancesRepository } from '../instances.repository';
import { HealthRecord } from './health-record';
import { judge } from './judge';

const AT_ONCE = 20;
const TIMEOUT_MS = 10_000;

/** Looks at every instance: one small request each. */
@Injectable()
export class HealthProbe {
  private readonly logger = new Logger('InstanceHealth');

  constructor(
    private readonly instances: InstancesRepository,
    private readonly gateway: InstanceGateway,
    private readonly record: HealthRecord,
  ) {}

  async probeAll(): Promise<void> {
    const waiting = await this.instances.all();
    const probeNext = async (): Promise<void> => {
      for (let instance = waiting.pop(); instance !== undefined; instance = waiting.pop()) await this.probe(instance);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, probeNext));
  }

  private async probe(instance: Instance): Promise<void> {
    const startedAt = performance.now();
    try {
      const client = await this.gateway.client(instance);
      const { version } = await client.metadata.get({ timeoutMs: TIMEOUT_MS, priority: 'interactive' });
      const latencyMs = Math.round(performance.now() - startedAt);
      await this.record.observe(instance.id, { health: 'ok', error: null, latencyMs, version });
    } catch (error) {
      const verdict = judge(error);
      if (verdict === null) this.logger.debug(`${instance.name}: ${safeMessage(error)}`);
      else await this.record.observe(instance.id, { ...verdict, latencyMs: null });
    }
  }
}
