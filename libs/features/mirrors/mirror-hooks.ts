import { Injectable } from '@nestjs/common';
import { Hooks } from '@app/common';
import type { Pair } from '@features/pairs';
import type { Mirror } from './mirror.entity';

/** For features above this one; both kinds run inside the transaction that writes the row. */
@Injectable()
export class MirrorHooks {
  private readonly created = new Hooks<[Mirror, Pair]>();
  private readonly deleting = new Hooks<[Mirror]>();

  onCreated(hook: (mirror: Mirror, pair: Pair) => Promise<void>): void {
    this.created.add(hook);
  }

  /** The row still exists; what the feature keeps about the mirror can be read, also to clean up on GitLab later. */
  onDeleting(hook: (mirror: Mirror) => Promise<void>): void {
    this.deleting.add(hook);
  }

  async runCreated(mirror: Mirror, pair: Pair): Promise<void> {
    await this.created.run(mirror, pair);
  }

  async runDeleting(mirror: Mirror): Promise<void> {
    await this.deleting.run(mirror);
  }
}
