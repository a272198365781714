import { Injectable } from '@nestjs/common';
import { Clock } from '@app/common';
import { Tx } from '@app/database';
import { GroupDefault, Pair } from '@features/pairs';
import { GroupToken } from '@features/tokens';
import { In } from 'typeorm';
import { ancestors, effectiveSettings } from '../mirror-settings';
import type { Mirror } from '../mirror.entity';
import { mirrorView, type MirrorView } from '../mirror.view';

/** Views of mirrors with their effective settings: at most three statements for any number of them. */
@Injectable()
export class MirrorViews {
  constructor(
    private readonly tx: Tx,
    private readonly clock: Clock,
  ) {}

  async of(mirrors: Mirror[]): Promise<MirrorView[]> {
    if (mirrors.length === 0) return [];
    const [pairs, tokens, defaults] = await Promise.all([
      this.pairs(mirrors),
      this.groupTokens(mirrors),
      this.defaults(mirrors),
    ]);
    const now = this.clock.now();
    return mirrors.flatMap((mirror) => {
      const pair = pairs.get(mirror.instancePairId);
      // Its pair was deleted between the two statements, and the mirror with it.
      if (pair === undefined) return [];
      const groups = defaults.get(pair.id) ?? [];
      const { sourceProjectPath, targetProjectPath } = mirror;
      const effective = effectiveSettings({ mirror, groups, pair, sourceProjectPath, targetProjectPath });
      return [mirrorView(mirror, { pair, effective, groupToken: tokens.get(mirror.groupTokenId ?? 0) ?? null, now })];
    });
  }

  async one(mirror: Mirror): Promise<MirrorView> {
    const [view] = await this.of([mirror]);
    if (view === undefined) throw new Error(`Mirror ${mirror.id} has no pair.`);
    return view;
  }

  private async pairs(mirrors: Mirror[]): Promise<Map<number, Pair>> {
    const ids = unique(mirrors.map(({ instancePairId }) => instancePairId));
    const found = await this.tx.repository(Pair).findBy({ id: In(ids) });
    return new Map(found.map((pair) => [pair.id, pair]));
  }

  private async groupTokens(mirrors: Mirror[]): Promise<Map<number, GroupToken>> {
    const ids = unique(mirrors.flatMap(({ groupTokenId }) => groupTokenId ?? []));
    if (ids.length === 0) return new Map();
    const found = await this.tx.repository(GroupToken).findBy({ id: In(ids) });
    return new Map(found.map((token) => [token.id, token]));
  }

  /** Only of groups above one of the projects: a pair may have thousands. */
  private async defaults(mirrors: Mirror[]): Promise<Map<number, GroupDefault[]>> {
    const pairs = unique(mirrors.map(({ instancePairId }) => instancePairId));
    const paths = unique(
      mirrors
        .flatMap((mirror) => [...ancestors(mirror.sourceProjectPath), ...ancestors(mirror.targetProjectPath)])
        .map((path) => path.toLowerCase()),
    );
    const found = await this.tx
      .repository(GroupDefault)
      .createQueryBuilder('d')
      .where('d.instancePairId = any(:pairs) and lower(d.groupPath) = any(:paths)', { pairs, paths })
      .getMany();
    const byPair = new Map<number, GroupDefault[]>(pairs.map((id) => [id, []]));
    for (const each of found) byPair.get(each.instancePairId)?.push(each);
    return byPair;
  }
}

const unique = <T>(items: T[]): T[] => [...new Set(items)];
