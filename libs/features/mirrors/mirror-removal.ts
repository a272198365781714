import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { PairStore, type Pair } from '@features/pairs';
import { CleanUp } from './clean-up/clean-up';
import { leftoversOf } from './clean-up/leftovers';
import { LeftoversRepository, type LeftoverScope } from './clean-up/leftovers.repository';
import { MirrorHooks, type DeletionCause } from './mirror-hooks';
import { MirrorStore } from './mirror-store';
import type { Mirror } from './mirror.entity';
import { MirrorsRepository } from './mirrors.repository';

/** Deletes mirrors: the rows at once, in one transaction with the list of what has to go on GitLab, then that. */
@Injectable()
export class MirrorRemoval {
  constructor(
    private readonly tx: Tx,
    private readonly mirrors: MirrorsRepository,
    private readonly store: MirrorStore,
    private readonly hooks: MirrorHooks,
    private readonly pairs: PairStore,
    private readonly leftovers: LeftoversRepository,
    private readonly worker: CleanUp,
  ) {}

  /** Null when it is gone already. Joins the open transaction. */
  async remove(id: number, cause: DeletionCause = 'asked'): Promise<Mirror | null> {
    return this.tx.run(async () => {
      const mirror = await this.mirrors.lock(id);
      if (mirror === null) return null;
      await this.delete([mirror], await this.pairs.get(mirror.instancePairId), cause);
      return mirror;
    });
  }

  /** Those that are still there; returns their ids. */
  async removeMany(ids: number[]): Promise<number[]> {
    return this.tx.run(async () => {
      const removed: number[] = [];
      // In one order everywhere, so that two of these never wait for each other.
      for (const id of ids.toSorted((a, b) => a - b)) if ((await this.remove(id)) !== null) removed.push(id);
      return removed;
    });
  }

  async removeOfPair(pair: Pair): Promise<void> {
    await this.tx.run(async () => this.delete(await this.mirrors.ofPair(pair.id), pair, 'pair'));
  }

  /** Takes it down on GitLab now; a sentence for each leftover that could not be taken down. */
  async cleanUp(scope: LeftoverScope, signal?: AbortSignal): Promise<string[]> {
    const warnings: string[] = [];
    const report = { gone: () => undefined, failed: (_item: unknown, reason: string) => void warnings.push(reason) };
    await this.worker.scope(scope, report, signal);
    return warnings;
  }

  private async delete(mirrors: Mirror[], pair: Pair, cause: DeletionCause): Promise<void> {
    await this.hooks.runDeleting(mirrors, cause);
    await this.leftovers.add(mirrors.flatMap((mirror) => leftoversOf(mirror, pair)));
    await this.mirrors.delete(mirrors.map(({ id }) => id));
    for (const mirror of mirrors) await this.store.publish('deleted', mirror);
  }
}
