import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { Pair } from '@features/pairs';

@Injectable()
export class PairsOfInstanceQuery {
  constructor(private readonly tx: Tx) {}

  using(instanceId: number): Promise<Pair[]> {
    return this.tx.repository(Pair).find({
      where: [{ sourceInstanceId: instanceId }, { targetInstanceId: instanceId }],
      order: { id: 'ASC' },
    });
  }
}
