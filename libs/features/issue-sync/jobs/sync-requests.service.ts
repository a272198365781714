import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Tx } from '@app/database';
import { IssueMirrorsRepository } from '../config/issue-mirrors.repository';
import { MappingsRepository } from '../mappings/mappings.repository';
import { IssueSyncJobs } from './issue-sync-jobs.service';

export class SyncTriggeredView {
  @ApiProperty({ example: 'Sync triggered' })
  message: string;

  @ApiProperty({ type: 'integer', example: 1 })
  config_id: number;

  @ApiProperty({ type: 'integer', example: 42 })
  job_id: number;
}

/** What people ask a config to do now. Nothing of it moves the schedule. */
@Injectable()
export class SyncRequests {
  constructor(
    private readonly tx: Tx,
    private readonly configs: IssueMirrorsRepository,
    private readonly mappings: MappingsRepository,
    private readonly jobs: IssueSyncJobs,
  ) {}

  /** @throws AppError rule when the config or its mirror is disabled; the same for the others */
  async sync(id: number): Promise<SyncTriggeredView> {
    const run = await this.jobs.trigger(await this.configs.get(id), 'manual');
    return triggered('Sync triggered', id, run.id);
  }

  retryFailed(id: number): Promise<SyncTriggeredView> {
    return this.tx.run(async () => {
      const config = await this.configs.get(id);
      const count = await this.mappings.retryNow(config.routeId);
      const run = await this.jobs.triggerOnceMore(config);
      return triggered(`${count === 1 ? 'One issue is' : `${count} issues are`} tried again`, id, run.id);
    });
  }

  reconcile(id: number): Promise<SyncTriggeredView> {
    return this.tx.run(async () => {
      const config = await this.configs.get(id);
      await this.configs.requestReconcile(id);
      const run = await this.jobs.triggerOnceMore(config);
      return triggered('Comparison triggered', id, run.id);
    });
  }
}

const triggered = (message: string, configId: number, jobId: number): SyncTriggeredView => ({
  message,
  config_id: configId,
  job_id: jobId,
});
