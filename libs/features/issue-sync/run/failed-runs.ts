import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import { Periodic, RUN_CHANGED, type RunChanged } from '@features/runs';
import { IssueMirrorsRepository } from '../config/issue-mirrors.repository';
import { configIdOf, ISSUE_SYNC_KIND } from '../jobs/issue-sync-jobs.service';

/** Shows on the config that its sync failed, also when the run ended without its handler. */
@Injectable()
export class FailedRuns {
  constructor(private readonly configs: IssueMirrorsRepository) {}

  @OnEvent(RUN_CHANGED)
  async onRunChanged({ kind, subject, status }: RunChanged): Promise<void> {
    if (kind === ISSUE_SYNC_KIND && status === 'failed') await this.configs.takeFailures(configIdOf(subject));
  }

  /** Those that nobody heard of, because the process that announced them died. */
  @Periodic('issue-sync.failures', () => 300)
  async look(): Promise<void> {
    await this.configs.takeFailures(null);
  }
}
