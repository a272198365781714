import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MirrorHooks } from '@features/mirrors';
import { IssueMirrorsService } from './issue-mirrors.service';

/** A new mirror of a pair with issue sync gets its config, in the same transaction. */
@Injectable()
export class NewMirrors implements OnModuleInit {
  constructor(
    private readonly hooks: MirrorHooks,
    private readonly configs: IssueMirrorsService,
  ) {}

  onModuleInit(): void {
    this.hooks.onCreated(async (mirror, pair) => {
      if (pair.issueSyncEnabled) await this.configs.createFor(mirror, pair);
    });
  }
}
