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
    const [mirror] = await this.removeMany([id], cause);
    return mirror ?? null;
  }

  /** Those that are still there; returns them. Joins the open transaction. */
  async removeMany(ids: number[], cause: DeletionCause = 'asked'): Promise<Mirror[]> {
    return this.tx.run(async () => {
      const mirrors = await this.mirrors.lockMany(ids);
      for (const pairId of new Set(mirrors.map(({ instancePairId }) => instancePairId))) {
        const ofPair = mirrors.filter(({ instancePairId }) => instancePairId === pairId);
        await this.delete(ofPair, await this.pairs.get(pairId), cause);
      }
      return mirrors;
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
