import { Injectable } from '@nestjs/common';
import { notFound } from '@app/common';
import { GroupDefaultsRepository } from './group-defaults.repository';
import type { GroupDefault } from './group-default.entity';
import type { Pair } from './pair.entity';
import { PairsRepository } from './pairs.repository';

/** Pairs for the features above. */
@Injectable()
export class PairStore {
  constructor(
    private readonly pairs: PairsRepository,
    private readonly defaults: GroupDefaultsRepository,
  ) {}

  /** @throws AppError 404, about the field of the body that named it, if one did */
  async get(id: number, field?: string): Promise<Pair> {
    const pair = await this.pairs.find(id);
    if (pair === null) throw notFound('pair', id, field);
    return pair;
  }

  /**
   * Neither the pair nor its group defaults change until the transaction ends.
   * @throws AppError 404
   */
  async hold(id: number, field?: string): Promise<Pair> {
    const pair = await this.pairs.findForShare(id);
    if (pair === null) throw notFound('pair', id, field);
    return pair;
  }

  find(id: number): Promise<Pair | null> {
    return this.pairs.find(id);
  }

  groupDefaults(pairId: number): Promise<GroupDefault[]> {
    return this.defaults.ofPair(pairId);
  }
}
