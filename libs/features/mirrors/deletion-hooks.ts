import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InstanceHooks } from '@features/instances';
import { PairHooks, type Pair } from '@features/pairs';
import { LeftoversRepository } from './clean-up/leftovers.repository';
import { MirrorRemoval } from './mirror-removal';
import { PairsOfInstanceQuery } from './pairs-of-instance.query';

/** How long somebody who deletes a pair or an instance waits for GitLab; the rest goes on in the background. */
const WAIT_MS = 60_000;

/** Takes mirrors down with their pair or instance. */
@Injectable()
export class DeletionHooks implements OnModuleInit {
  constructor(
    private readonly instanceHooks: InstanceHooks,
    private readonly pairHooks: PairHooks,
    private readonly pairs: PairsOfInstanceQuery,
    private readonly removal: MirrorRemoval,
    private readonly leftovers: LeftoversRepository,
  ) {}

  onModuleInit(): void {
    this.pairHooks.beforeDelete((pair) => this.pair(pair));
    this.instanceHooks.beforeDelete(async ({ id, name }) => {
      const warnings: string[] = [];
      for (const pair of await this.pairs.using(id)) warnings.push(...(await this.pair(pair)));
      // With the instance goes the way to it: what is left there now can't be removed from here any more.
      const left = await this.leftovers.count({ instanceId: id });
      const sentence = `${left} mirrors, tokens or webhooks of ours stay on ${name} and have to be removed there by hand.`;
      return left === 0 ? warnings : [...warnings, sentence];
    });
  }

  private async pair(pair: Pair): Promise<string[]> {
    await this.removal.removeOfPair(pair);
    try {
      return await this.removal.cleanUp({ pairId: pair.id }, AbortSignal.timeout(WAIT_MS));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      return ['GitLab is slow: what the mirrors left there goes on being removed in the background.'];
    }
  }
}
