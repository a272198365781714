import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Clock } from '@app/common';
import { Tx } from '@app/database';
import { MirrorStore } from '@features/mirrors';
import { PairStore } from '@features/pairs';
import type { IssueMirror } from '../config/issue-mirror.entity';
import { IssueMirrorsRepository } from '../config/issue-mirrors.repository';
import { nextSlot } from '../config/schedule';
import { IssueSyncJobs } from '../jobs/issue-sync-jobs.service';
import { HookRuns } from '../realtime/hook-runs.service';
import type { BulkDto } from './bulk.dto';

export class BulkSkippedView {
  @ApiProperty({ type: 'integer', example: 3 })
  config_id: number;

  @ApiProperty({ example: 'It is disabled.' })
  reason: string;
}

export class BulkJobView {
  @ApiProperty({ type: 'integer', example: 1 })
  config_id: number;

  @ApiProperty({ type: 'integer', example: 42 })
  job_id: number;
}

export class BulkView {
  /** Configs that were changed, or whose sync was triggered. */
  @ApiProperty({ type: 'integer', example: 2 })
  changed: number;

  @ApiProperty({ type: [BulkJobView] })
  jobs: BulkJobView[];

  @ApiProperty({ type: [BulkSkippedView] })
  skipped: BulkSkippedView[];
}

/** The same for many configs at once, all or nothing. */
@Injectable()
export class BulkService {
  constructor(
    private readonly tx: Tx,
    private readonly clock: Clock,
    private readonly configs: IssueMirrorsRepository,
    private readonly jobs: IssueSyncJobs,
    private readonly hooks: HookRuns,
    private readonly mirrors: MirrorStore,
    private readonly pairs: PairStore,
  ) {}

  /** @throws AppError not_found for an unknown pair; of the ids, the unknown ones are skipped */
  perform({ action, ids, instance_pair_id: instancePairId }: BulkDto): Promise<BulkView> {
    return this.tx.run(async () => {
      if (instancePairId !== undefined) await this.pairs.get(instancePairId, 'instance_pair_id');
      const configs = await this.configs.many({ ids, instancePairId });
      const known = new Set(configs.map(({ id }) => id));
      const unknown = (ids ?? []).filter((id) => !known.has(id)).map((id) => skip(id, 'There is no such config.'));
      const done = action === 'trigger' ? await this.trigger(configs) : await this.switch(configs, action === 'enable');
      return Object.assign(done, { skipped: [...done.skipped, ...unknown] });
    });
  }

  private async trigger(configs: IssueMirror[]): Promise<BulkView> {
    const usable = configs.filter((config) => reasonAgainst(config) === null);
    const runs = await this.jobs.triggerMany(usable.map(({ id }) => id));
    return {
      changed: usable.length,
      jobs: usable.map(({ id }, index) => ({ config_id: id, job_id: runs[index]?.id ?? 0 })),
      skipped: configs.flatMap((config) => {
        const reason = reasonAgainst(config);
        return reason === null ? [] : [skip(config.id, reason)];
      }),
    };
  }

  private async switch(configs: IssueMirror[], enabled: boolean): Promise<BulkView> {
    const now = this.clock.now();
    const changing = configs.filter((config) => config.enabled !== enabled);
    const slots = changing.map(({ id, syncIntervalMinutes }) => ({
      id,
      nextSyncAt: nextSlot(id, syncIntervalMinutes, now),
    }));
    await this.configs.setEnabled(slots, enabled);
    await this.mirrors.setIssueSyncEnabled(
      changing.map(({ mirrorId }) => mirrorId),
      enabled,
    );
    const withHook = changing.filter(({ realtime }) => realtime).map(({ id }) => id);
    if (withHook.length > 0) await this.hooks.look(...withHook);
    const same = configs.filter((config) => config.enabled === enabled);
    return {
      changed: changing.length,
      jobs: [],
      skipped: same.map(({ id }) => skip(id, `It is ${enabled ? 'enabled' : 'disabled'} already.`)),
    };
  }
}

const skip = (configId: number, reason: string): BulkSkippedView => ({ config_id: configId, reason });

function reasonAgainst({ enabled, mirror }: IssueMirror): string | null {
  if (!enabled) return 'It is disabled.';
  return mirror?.enabled === true ? null : 'Its mirror is disabled.';
}
