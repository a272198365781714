import { Injectable } from '@nestjs/common';
import { type MirrorRow, MirrorRowsQuery } from '../pair/mirror-rows.query';
import type { GroupFollowEntryDto, InstanceEntryDto, PauseEntryDto, ScheduleEntryDto } from './configuration.dto';
import {
  ConfigurationQuery,
  type GroupDefaultRow,
  type GroupFollowRow,
  type InstanceRow,
  type PairRow,
  type PauseRow,
  type ScheduleRow,
} from './configuration.query';
import {
  complete,
  type Configuration,
  GROUP_FOLLOW_DEFAULTS,
  INHERITED,
  MIRROR_DEFAULTS,
  type MirrorEntry,
  type PairEntry,
  said,
} from './entries';

export type StreamedPair = Omit<PairEntry, 'mirrors'> & { mirrors: AsyncIterable<MirrorEntry> };

export interface StreamedConfiguration {
  version: 1;
  instances: InstanceEntryDto[];
  /** To be read in order, the mirrors of each before the next. */
  pairs: AsyncIterable<StreamedPair>;
}

interface Parts {
  defaults: GroupDefaultRow[];
  schedules: ScheduleRow[];
  follows: GroupFollowRow[];
  pauses: PauseRow[];
}

/** The configuration as a document: what is exported, and what a document is compared with. */
@Injectable()
export class ConfigurationReader {
  constructor(
    private readonly query: ConfigurationQuery,
    private readonly mirrorRows: MirrorRowsQuery,
  ) {}

  async stream(): Promise<StreamedConfiguration> {
    // One after another, so that what is referred to was read later than what refers to it.
    const pairs = await this.query.pairs();
    const defaults = await this.query.groupDefaults();
    const schedules = await this.query.schedules();
    const follows = await this.query.groupFollows();
    const pauses = await this.query.pauses();
    const instances = await this.query.instances();
    const pausesOf = grouped(pauses, ({ instance_id: id }) => id);
    return {
      version: 1,
      instances: instances.map((row) => compact(row, pausesOf(row.id))),
      pairs: this.pairs(pairs, { defaults, schedules, follows, pauses }),
    };
  }

  /** The whole of it in memory. */
  async read(): Promise<Configuration> {
    const { instances, pairs } = await this.stream();
    const all: PairEntry[] = [];
    for await (const { mirrors, ...pair } of pairs) all.push({ ...pair, mirrors: await collect(mirrors) });
    return { instances, pairs: all };
  }

  /** One walk through all mirrors, which come ordered by pair. */
  private async *pairs(
    pairs: PairRow[],
    { defaults, schedules, follows, pauses }: Parts,
  ): AsyncGenerator<StreamedPair> {
    const mirrors = this.mirrors();
    let next = await mirrors.next();
    const ofPair = async function* (id: number): AsyncGenerator<MirrorEntry> {
      for (; next.done !== true && next.value.pairId <= id; next = await mirrors.next()) {
        // A pair that was made just now is not in the list; its mirrors are left out, too.
        if (next.value.pairId === id) yield next.value.entry;
      }
    };
    const defaultsOf = grouped(defaults, pairOf);
    const pausesOf = grouped(pauses, ({ pair_id: id }) => id);
    const schedulesOf = grouped(schedules, pairOf);
    const followsOf = grouped(follows, pairOf);
    for (const { id, ...pair } of pairs) {
      const [own, paused, times, followed] = [defaultsOf(id), pausesOf(id), schedulesOf(id), followsOf(id)];
      yield {
        ...pair,
        group_defaults: own.map(groupDefaultEntry),
        ...(times.length > 0 && { schedules: times.map(scheduleEntry) }),
        ...(followed.length > 0 && { group_follows: followed.map(groupFollowEntry) }),
        ...(paused.length > 0 && { pauses: paused.map(pauseEntry) }),
        mirrors: withIssueSync(ofPair(id), pair),
      };
    }
  }

  private async *mirrors(): AsyncGenerator<{ pairId: number; entry: MirrorEntry }> {
    for await (const rows of this.mirrorRows.pages(null)) {
      const issueSyncs = await this.query.issueSyncs(rows.map(({ id }) => id));
      for (const row of rows) {
        const issue_sync = issueSyncs.get(row.id);
        yield { pairId: row.instance_pair_id, entry: { ...mirrorEntry(row), ...(issue_sync && { issue_sync }) } };
      }
    }
  }
}

/** In a pair that gives every mirror an issue sync, having none has to be said. */
async function* withIssueSync(
  mirrors: AsyncIterable<MirrorEntry>,
  { issue_sync_enabled }: Pick<PairEntry, 'issue_sync_enabled'>,
): AsyncGenerator<MirrorEntry> {
  for await (const mirror of mirrors) {
    yield issue_sync_enabled === true && mirror.issue_sync === undefined ? { ...mirror, issue_sync: null } : mirror;
  }
}

const compact = ({ id: _id, name, url, ...rest }: InstanceRow, pauses: PauseRow[]): InstanceEntryDto => ({
  name,
  url,
  ...said(rest),
  ...(pauses.length > 0 && { pauses: pauses.map(pauseEntry) }),
});

const scheduleEntry = ({ instance_pair_id: _pair, ...entry }: ScheduleRow): ScheduleEntryDto => said(entry);

const groupFollowEntry = (row: GroupFollowRow): GroupFollowEntryDto => ({
  source_group_path: row.source_group_path,
  target_namespace_path: row.target_namespace_path,
  ...said(complete(row, GROUP_FOLLOW_DEFAULTS)),
});

const pauseEntry = ({ starts_at, ends_at, reason }: PauseRow): PauseEntryDto => ({
  starts_at: starts_at.toISOString(),
  ...said({ ends_at: ends_at?.toISOString(), reason }),
});

const mirrorEntry = (row: MirrorRow): MirrorEntry => ({
  source_project_path: row.source_project_path,
  target_project_path: row.target_project_path,
  ...said(complete(row, MIRROR_DEFAULTS)),
});

const groupDefaultEntry = (row: GroupDefaultRow) => ({ group_path: row.group_path, ...said(complete(row, INHERITED)) });

const pairOf = ({ instance_pair_id: id }: { instance_pair_id: number }): number => id;

/** Which of the rows belong to an id, found in one walk through them. */
function grouped<T>(rows: T[], idOf: (row: T) => number | null): (id: number) => T[] {
  const groups = new Map<number | null, T[]>();
  for (const row of rows) {
    const group = groups.get(idOf(row));
    if (group) group.push(row);
    else groups.set(idOf(row), [row]);
  }
  return (id) => groups.get(id) ?? [];
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
