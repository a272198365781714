import { Injectable } from '@nestjs/common';
import { Hooks } from '@app/common';
import type { DeleteOptions } from '@features/instances';
import type { Pair } from './pair.entity';

/**
 * Called before a pair is deleted, outside a transaction, to take down its mirrors on GitLab; may be called again for
 * the same pair. None may be left afterwards. Returns sentences about what could not be cleaned up; throws an AppError to keep the pair.
 */
export type BeforePairDelete = (pair: Pair, options: DeleteOptions) => Promise<string[]>;

/** Called inside the transaction that changed the pair's settings or its group defaults: mirrors may inherit others now. */
export type OnDefaultsChanged = (pairId: number) => Promise<void>;

/** Where features above join in what happens to a pair. */
@Injectable()
export class PairHooks {
  private readonly deleting = new Hooks<[Pair, DeleteOptions], string[]>();
  private readonly defaultsChanged = new Hooks<[number]>();

  beforeDelete(hook: BeforePairDelete): void {
    this.deleting.add(hook);
  }

  onDefaultsChanged(hook: OnDefaultsChanged): void {
    this.defaultsChanged.add(hook);
  }

  /** The warnings of all of them. */
  async runBeforeDelete(pair: Pair, options: DeleteOptions): Promise<string[]> {
    return (await this.deleting.run(pair, options)).flat();
  }

  async runDefaultsChanged(pairId: number): Promise<void> {
    await this.defaultsChanged.run(pairId);
  }
}
