import { Injectable } from '@nestjs/common';
import { Clock, VERSION } from '@app/common';
import { PairStore } from '@features/pairs';
import type { Tree } from '../formats/serialise';
import { type MirrorRow, MirrorRowsQuery } from './mirror-rows.query';

export interface PairExport {
  pairName: string;
  tree: Tree;
}

/** The mirrors of a pair as a document that can be imported again, here or elsewhere. */
@Injectable()
export class PairExportService {
  constructor(
    private readonly pairs: PairStore,
    private readonly rows: MirrorRowsQuery,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError 404 */
  async of(pairId: number): Promise<PairExport> {
    const pair = await this.pairs.get(pairId);
    // Counted before: while the document is written, mirrors may come and go.
    const metadata = {
      exported_at: this.clock.now().toISOString(),
      version: VERSION,
      mirrors: await this.rows.count(pairId),
    };
    const tree = { pair_id: pair.id, pair_name: pair.name, metadata, mirrors: this.mirrors(pairId) };
    return { pairName: pair.name, tree };
  }

  private async *mirrors(pairId: number): AsyncGenerator<Omit<MirrorRow, 'id' | 'instance_pair_id'>> {
    for await (const page of this.rows.pages(pairId)) {
      for (const { id: _id, instance_pair_id: _pair, ...row } of page) yield row;
    }
  }
}
