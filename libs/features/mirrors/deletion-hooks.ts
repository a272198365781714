import { Injectable, type OnModuleInit } from '@nestjs/common';
import { conflict } from '@app/common';
import { Tx } from '@app/database';
import { InstanceHooks, type Instance } from '@features/instances';
import { PairHooks, type Pair } from '@features/pairs';
import { Runs, type Run } from '@features/runs';
import { LeftoversRepository, type LeftoverScope } from './clean-up/leftovers.repository';
import { MirrorRemoval } from './mirror-removal';
import { PairsOfInstanceQuery } from './pairs-of-instance.query';
import { instanceSubject, pairSubject } from './subject';

/** How long somebody who deletes a pair or an instance waits for GitLab; the run goes on in the background. */
const WAIT_MS = 60_000;
const REASONS = 5;

/**
 * Takes mirrors down with their pair or instance: the rows at once, together with the run that cleans up on GitLab, so
 * that nobody has to wait and a killed process loses nothing.
 */
@Injectable()
export class DeletionHooks implements OnModuleInit {
  constructor(
    private readonly tx: Tx,
    private readonly instanceHooks: InstanceHooks,
    private readonly pairHooks: PairHooks,
    private readonly pairs: PairsOfInstanceQuery,
    private readonly removal: MirrorRemoval,
    private readonly leftovers: LeftoversRepository,
    private readonly runs: Runs,
  ) {}

  onModuleInit(): void {
    this.pairHooks.beforeDelete((pair) => this.pair(pair));
    this.instanceHooks.beforeDelete((instance, { force }) => this.instance(instance, force));
  }

  private async pair(pair: Pair): Promise<string[]> {
    const run = await this.takeDown([pair], [], pairSubject(pair.id));
    return this.warnings({ pairId: pair.id }, run);
  }

  /**
   * With the instance goes the way to it, so what is left there would have no owner any more: it goes only once nothing is
   * left, or when the caller gives that up.
   * @throws AppError 409
   */
  private async instance({ id, name }: Instance, force: boolean): Promise<string[]> {
    const pairs = await this.pairs.using(id);
    const run = await this.takeDown(pairs, [{ instanceId: id }], instanceSubject(id));
    const left = await this.leftovers.count({ instanceId: id });
    const warnings = await this.warnings({ instanceId: id }, run);
    if (left === 0) return warnings;
    if (force) {
      return [
        ...warnings,
        `${left} of our mirrors, tokens or webhooks stay on ${name} and have to be removed there by hand.`,
      ];
    }
    const state = isGoingOn(run)
      ? `are still being removed on ${name} (run ${run?.id})`
      : `could not be removed on ${name}: ${(warnings[0] ?? 'GitLab does not say why').replace(/\.$/, '')}`;
    throw conflict(
      'instance_has_leftovers',
      `${left} of our mirrors, tokens or webhooks ${state}. They are listed under /api/mirrors/leftovers and tried again. Delete the instance again once they are gone, or with force=true to leave them there.`,
    );
  }

  /** The run that cleans up on GitLab; finished, unless that takes long; null when there is nothing to clean up. */
  private async takeDown(pairs: Pair[], scopes: { instanceId: number }[], subject: string): Promise<Run | null> {
    const run = await this.tx.run(async () => {
      for (const pair of pairs) await this.removal.removeOfPair(pair);
      const all = [...pairs.map(({ id }) => ({ pairId: id })), ...scopes];
      if ((await this.leftovers.count(all)) === 0) return null;
      const request = { kind: 'mirror.clean-up', subject, trigger: 'manual', whenRunning: 'repeat' } as const;
      return (await this.runs.request(request)).run;
    });
    return run === null ? null : this.runs.waitFor(run.id, WAIT_MS);
  }

  private async warnings(scope: LeftoverScope, run: Run | null): Promise<string[]> {
    if (isGoingOn(run)) {
      return ['GitLab is slow: what the mirrors left there goes on being removed in the background.'];
    }
    const left = await this.leftovers.inScope(scope, REASONS);
    return left.map(({ lastError }) => lastError ?? 'What it left on GitLab is still being removed in the background.');
  }
}

const isGoingOn = (run: Run | null): boolean => run !== null && run.finishedAt === null;
