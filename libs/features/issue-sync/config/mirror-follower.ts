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
    // The configs go with the mirrors; their hooks on GitLab do not.
    this.mirrors.onDeleting(async (mirrors) => {
      await this.hooks.leaveBehind(await this.configs.ofMirrors(mirrors.map(({ id }) => id)));
    });
  }
}
