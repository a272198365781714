import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { Periodic } from '@features/runs';
import { HookDeliveriesQuery } from './hook-deliveries.query';
import { HookRuns } from './hook-runs.service';
import { StaleHooksQuery } from './stale-hooks.query';

const HOUR = 3600;

/** GitLab switches off hooks that fail, and people delete them: each is looked at once an hour, and mended. */
@Injectable()
export class HookHealth {
  constructor(
    private readonly tx: Tx,
    private readonly stale: StaleHooksQuery,
    private readonly hooks: HookRuns,
    private readonly deliveries: HookDeliveriesQuery,
  ) {}

  @Periodic('issue-sync.hooks', () => HOUR / 6)
  async look(): Promise<void> {
    await this.tx.run(async () => {
      const ids = await this.stale.older(HOUR);
      if (ids.length > 0) await this.hooks.look(...ids);
    });
    await this.deliveries.purge();
  }
}
