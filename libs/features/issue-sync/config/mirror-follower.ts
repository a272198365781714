import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MirrorHooks } from '@features/mirrors';
import { HookRuns } from '../realtime/hook-runs.service';
import { IssueMirrorsRepository } from './issue-mirrors.repository';
import { IssueMirrorsService } from './issue-mirrors.service';

/** Follows the life of mirrors, in their own transactions. */
@Injectable()
export class MirrorFollower implements OnModuleInit {
  constructor(
    private readonly mirrors: MirrorHooks,
    private readonly service: IssueMirrorsService,
    private readonly configs: IssueMirrorsRepository,
    private readonly hooks: HookRuns,
  ) {}

  onModuleInit(): void {
    this.mirrors.onCreated(async (mirror, pair) => {
      if (pair.issueSyncEnabled) await this.service.createFor(mirror, pair);
    });
    // The config goes with the mirror; the hook on GitLab does not.
    this.mirrors.onDeleting(async (mirror) => {
      const config = await this.configs.findByMirror(mirror.id);
      if (config) await this.hooks.leaveBehind(config);
    });
  }
}
