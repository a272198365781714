import { Injectable } from '@nestjs/common';
import { AppError, inParallel } from '@app/common';
import { MirrorCreation } from '@features/mirrors';
import type { PairEntryDto } from './configuration.dto';
import type { MirrorEntry, PairEntry } from './entries';
import { NamedRowsQuery } from './named-rows.query';

const AT_ONCE = 5;

interface Paths {
  source_project_path?: string;
  target_project_path?: string;
}

/**
 * A project that was renamed is found by its former path, too (GitLab redirects), while we know it by its present one.
 * What a document names by a former path is the mirror that is there: it must neither be pruned nor made again.
 */
@Injectable()
export class FormerPaths {
  constructor(
    private readonly rows: NamedRowsQuery,
    private readonly creation: MirrorCreation,
  ) {}

  /**
   * The pairs with the present paths of the mirrors that are there. GitLab is asked only about a mirror that is not
   * there, while one with the same source or the same target is there and not named.
   * @throws ForeignError when GitLab cannot be asked: nothing is pruned because of that
   */
  async replaced(pairs: PairEntryDto[], observed: PairEntry[]): Promise<PairEntryDto[]> {
    const known = new Map(observed.map(({ name, mirrors }) => [name, mirrors ?? []]));
    const all: PairEntryDto[] = [];
    for (const pair of pairs) all.push(await this.ofPair(pair, known.get(pair.name) ?? []));
    return all;
  }

  private async ofPair(pair: PairEntryDto, there: MirrorEntry[]): Promise<PairEntryDto> {
    const { mirrors = [], schedules } = pair;
    const named = new Set(mirrors.map(keyOf));
    const unnamed = new Map(there.filter((entry) => !named.has(keyOf(entry))).map((entry) => [keyOf(entry), entry]));
    const sides = new Set([...unnamed.values()].flatMap(sidesOf));
    const present = new Set(there.map(keyOf));
    const unknown = mirrors.filter((entry) => !present.has(keyOf(entry)) && sidesOf(entry).some((it) => sides.has(it)));
    const pairId = unknown.length === 0 ? null : await this.rows.pair(pair.name);
    if (pairId === null) return pair;
    const moved = new Map<string, MirrorEntry>();
    await inParallel(unknown, AT_ONCE, async (entry) => {
      const mirror = unnamed.get(await this.presentKey(pairId, entry));
      if (mirror !== undefined) moved.set(keyOf(entry), mirror);
    });
    const now = <T extends Paths>(entry: T): T => {
      const mirror = moved.get(keyOf(entry));
      if (mirror === undefined) return entry;
      const { source_project_path, target_project_path } = mirror;
      return Object.assign({}, entry, { source_project_path, target_project_path });
    };
    return Object.assign({}, pair, { mirrors: mirrors.map(now), ...(schedules && { schedules: schedules.map(now) }) });
  }

  /** Empty when there are no such projects: the run tells it. */
  private async presentKey(pairId: number, paths: MirrorEntry): Promise<string> {
    const { source_project_path, target_project_path } = paths;
    try {
      const { projects } = await this.creation.plan({
        instance_pair_id: pairId,
        source_project_path,
        target_project_path,
      });
      const { source, target } = projects;
      return keyOf({ source_project_path: source.projectPath, target_project_path: target.projectPath });
    } catch (error) {
      if (error instanceof AppError && error.kind === 'rule') return '';
      throw error;
    }
  }
}

/** GitLab's paths do not tell cases apart. */
const keyOf = ({ source_project_path: source = '', target_project_path: target = '' }: Paths): string =>
  `${source}\n${target}`.toLowerCase();

const sidesOf = ({ source_project_path: source, target_project_path: target }: MirrorEntry): string[] => [
  `from ${source.toLowerCase()}`,
  `to ${target.toLowerCase()}`,
];
