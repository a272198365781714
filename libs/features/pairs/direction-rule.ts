import { Injectable } from '@nestjs/common';
import { brokenRule } from '@app/common';
import { PairUsageQuery } from './pair-usage.query';

/** The direction of a mirror is fixed while it lives, also where it inherits it. */
@Injectable()
export class DirectionRule {
  constructor(private readonly usage: PairUsageQuery) {}

  /**
   * Judges the state after a change, inside its transaction.
   * @throws AppError (400) that says how many mirrors stand against it; the transaction must not be committed then
   */
  async check(pairId: number): Promise<void> {
    const count = await this.usage.mirrorsAgainstTheirDirection(pairId);
    if (count === 0) return;
    const mirrors = count === 1 ? '1 live mirror inherits' : `${count} live mirrors inherit`;
    throw brokenRule(
      'direction_in_use',
      `The direction cannot change: ${mirrors} the present one, and GitLab cannot turn a mirror around. Delete them, or set the direction on each of them first.`,
      'mirror_direction',
    );
  }
}
