import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MirrorHooks } from '../mirror-hooks';
import { FollowedProjectsRepository } from './followed-projects.repository';

/** Remembers in the same transaction which mirrors people deleted, so that no follow makes them again. */
@Injectable()
export class FollowHooks implements OnModuleInit {
  constructor(
    private readonly hooks: MirrorHooks,
    private readonly projects: FollowedProjectsRepository,
  ) {}

  onModuleInit(): void {
    this.hooks.onDeleting(async (mirrors, cause) => {
      if (cause === 'asked') await this.projects.dismiss(mirrors);
    });
  }
}
