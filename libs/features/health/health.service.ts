import { Injectable } from '@nestjs/common';
import { safeMessage, VERSION } from '@app/common';
import { QueueHealth } from '@app/queue';
import { HealthQuery } from './health.query';
import type { ComponentView, HealthView } from './health.view';

@Injectable()
export class HealthService {
  constructor(
    private readonly query: HealthQuery,
    private readonly queues: QueueHealth,
  ) {}

  async detail(): Promise<HealthView> {
    let queues: HealthView['queues'] = {};
    const [database, queue] = await Promise.all([
      probe(() => this.query.ping()),
      probe(async () => {
        queues = await this.queues.depths();
      }),
    ]);
    const isUp = database.status === 'healthy';
    const { runs, instances, tokens } = isUp ? await this.counts() : NO_COUNTS;
    const isWhole = isUp && queue.status === 'healthy';
    const isDegraded = (instances['degraded'] ?? 0) > 0 || tokens.expired > 0;
    return {
      status: isWhole ? (isDegraded ? 'degraded' : 'healthy') : 'unhealthy',
      version: VERSION,
      components: { database, queue },
      queues,
      runs,
      instances,
      tokens,
    };
  }

  private async counts(): Promise<Pick<HealthView, 'runs' | 'instances' | 'tokens'>> {
    const [runs, instances, tokens] = await Promise.all([
      this.query.liveRuns(),
      this.query.instanceHealth(),
      this.query.tokenExpiry(),
    ]);
    return { runs, instances, tokens };
  }
}

const NO_COUNTS: Pick<HealthView, 'runs' | 'instances' | 'tokens'> = {
  runs: {},
  instances: {},
  tokens: { active: 0, expiring_soon: 0, expired: 0, none: 0 },
};

async function probe(work: () => Promise<void>): Promise<ComponentView> {
  const started = performance.now();
  try {
    await work();
    return { status: 'healthy', latency_ms: Math.round(performance.now() - started), message: null };
  } catch (error) {
    return { status: 'unhealthy', latency_ms: null, message: safeMessage(error) };
  }
}
