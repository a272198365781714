import { Injectable } from '@nestjs/common';
import { Hooks } from '@app/common';
import type { Pair } from '@features/pairs';
import type { Mirror } from './mirror.entity';

/** Why a mirror goes: somebody asked for it, its pair goes, or GitLab refused to make it. */
export type DeletionCause = 'asked' | 'pair' | 'refused';

/** For features above this one; both kinds run inside the transaction that writes the row. */
@Injectable()
export class MirrorHooks {
  private readonly created = new Hooks<[Mirror, Pair]>();
  private readonly deleting = new Hooks<[Mirror[], DeletionCause]>();

  onCreated(hook: (mirror: Mirror, pair: Pair) => Promise<void>): void {
    this.created.add(hook);
  }

  /**
   * The rows, all those of a pair at a time, still exist; what the feature keeps about the mirrors can be read, also to
   * clean up on GitLab later.
   */
  onDeleting(hook: (mirrors: Mirror[], cause: DeletionCause) => Promise<void>): void {
    this.deleting.add(hook);
  }

  async runCreated(mirror: Mirror, pair: Pair): Promise<void> {
    await this.created.run(mirror, pair);
  }

  async runDeleting(mirrors: Mirror[], cause: DeletionCause): Promise<void> {
    await this.deleting.run(mirrors, cause);
  }
}
