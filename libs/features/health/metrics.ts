import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { VERSION } from '@app/common';
import { HealthQuery } from './health.query';

/** Prometheus text: the process itself, and counts that are read when somebody asks. No names, no secrets. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(query: HealthQuery) {
    collectDefaultMetrics({ register: this.registry, prefix: 'maestro_' });
    this.gauge('maestro_info', 'Version of this process', 'version', () => Promise.resolve({ [VERSION]: 1 }));
    this.gauge('maestro_mirrors', 'Mirrors by state', 'status', () => query.mirrorStatus());
    this.gauge('maestro_runs_live', 'Runs that are queued or running', 'status', () => query.liveRuns());
    this.gauge('maestro_instances', 'GitLab instances by health', 'health', () => query.instanceHealth());
    this.gauge('maestro_tokens', 'Tokens by expiry', 'status', async () => ({ ...(await query.tokenExpiry()) }));
    this.gauge('maestro_alerts', 'What notification rules say is wrong now', 'event', () => query.alerts());
    this.gauge('maestro_notifications', 'Notifications in the log', 'status', () => query.notifications());
  }

  render(): Promise<string> {
    return this.registry.metrics();
  }

  private gauge(name: string, help: string, label: string, read: () => Promise<Record<string, number>>): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const [value, count] of Object.entries(await read())) this.set({ [label]: value }, count);
      },
    });
    gauge.reset();
  }
}
