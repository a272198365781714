import { Injectable } from '@nestjs/common';
import { HealthProbe } from '@features/instances';
import { Periodic } from '@features/runs';

/** Looks at every instance again and again, so that one that is away shows before something needs it. */
@Injectable()
export class InstanceProbes {
  constructor(private readonly probe: HealthProbe) {}

  @Periodic('instances.probe', (settings) => settings.get('INSTANCE_PROBE_INTERVAL_SECONDS'))
  async look(): Promise<void> {
    await this.probe.probeAll();
  }
}
