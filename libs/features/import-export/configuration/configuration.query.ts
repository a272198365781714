import { Injectable } from '@nestjs/common';
import { Tx } from '@app/database';
import { IssueMirror, issueMirrorView } from '@features/issue-sync';
import { In } from 'typeorm';
import type {
  GroupDefaultEntryDto,
  GroupFollowEntryDto,
  InstanceEntryDto,
  IssueSyncEntryDto,
  PairEntryDto,
  PauseEntryDto,
  ScheduleEntryDto,
} from './configuration.dto';
import { complete, INHERITED, ISSUE_SYNC_DEFAULTS } from './entries';

export type InstanceRow = Omit<InstanceEntryDto, 'pauses'> & { id: number };
export type PairRow = Omit<PairEntryDto, 'group_defaults' | 'mirrors' | 'schedules' | 'pauses' | 'group_follows'> & {
  id: number;
};
export type GroupFollowRow = GroupFollowEntryDto & { instance_pair_id: number };
export type ScheduleRow = ScheduleEntryDto & { instance_pair_id: number };
export interface PauseRow {
  instance_id: number | null;
  pair_id: number | null;
  starts_at: Date;
  ends_at: Date | null;
  reason: PauseEntryDto['reason'];
}
export type GroupDefaultRow = GroupDefaultEntryDto & { instance_pair_id: number };

/** The settings that mirrors inherit, as columns. */
const settingsOf = (alias: string): string =>
  Object.keys(INHERITED)
    .map((name) => `${alias}.${name}`)
    .join(', ');

/** The configuration as rows in the form of a document. */
@Injectable()
export class ConfigurationQuery {
  constructor(private readonly tx: Tx) {}

  instances(): Promise<InstanceRow[]> {
    return this.tx.query<InstanceRow>(
      `select id, name, url, description, max_concurrency, max_requests_per_second,
              nullif(ssh_host_keys, '{}') as ssh_host_keys
         from instances order by id`,
    );
  }

  pairs(): Promise<PairRow[]> {
    return this.tx.query<PairRow>(
      `select p.id, p.name, s.name as source, t.name as target, ${settingsOf('p')}, p.mirror_transport, p.hold_suspicious_changes,
              p.hold_branch_loss_percent, p.issue_sync_enabled, p.description
         from pairs p
         join instances s on s.id = p.source_instance_id
         join instances t on t.id = p.target_instance_id
        order by p.id`,
    );
  }

  groupDefaults(): Promise<GroupDefaultRow[]> {
    return this.tx.query<GroupDefaultRow>(
      `select d.instance_pair_id, d.group_path, ${settingsOf('d')} from group_defaults d order by d.group_path`,
    );
  }

  schedules(): Promise<ScheduleRow[]> {
    return this.tx.query<ScheduleRow>(
      `select s.instance_pair_id, s.group_path, m.source_project_path, m.target_project_path, s.cron,
              s.interval_minutes, s.timezone, s.enabled
         from mirror_schedules s left join mirrors m on m.id = s.mirror_id
        order by s.instance_pair_id, m.source_project_id nulls first, m.target_project_id, s.group_path nulls first`,
    );
  }

  async groupFollows(): Promise<GroupFollowRow[]> {
    const rows = await this.tx.query<GroupFollowRow & { mirror_settings: Partial<GroupFollowRow> }>(
      `select instance_pair_id, source_group_path, target_namespace_path, include, exclude, include_archived,
              create_missing, visibility, enabled, mirror_settings
         from group_follows order by instance_pair_id, source_group_path, id`,
    );
    return rows.map(({ mirror_settings, ...row }) => ({ ...row, ...mirror_settings }));
  }

  /** Those that are not over. Of several that begin at the same moment the one that holds longest: it is all of them. */
  pauses(): Promise<PauseRow[]> {
    return this.tx.query<PauseRow>(
      `select instance_id, pair_id, starts_at, ends_at, reason
         from (select distinct on (instance_id, pair_id, starts_at) * from pauses
                where ends_at is null or ends_at > now()
                order by instance_id, pair_id, starts_at, ends_at desc nulls first, id) as pause
        order by starts_at, id`,
    );
  }

  /** Of these mirrors, by the id of the mirror. */
  async issueSyncs(mirrorIds: number[]): Promise<Map<number, IssueSyncEntryDto>> {
    const configs = await this.tx.repository(IssueMirror).findBy({ mirrorId: In(mirrorIds) });
    return new Map(
      configs.map((config) => [config.mirrorId, complete(issueMirrorView(config, false), ISSUE_SYNC_DEFAULTS)]),
    );
  }
}
