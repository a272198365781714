import { normaliseGroupPath } from '@app/common';
import { normaliseHostKeys, normaliseInstanceUrl } from '@features/instances';
import type { ResourceKind } from '../batch/import-item.entity';
import type {
  GroupDefaultEntryDto,
  GroupFollowEntryDto,
  InstanceEntryDto,
  IssueSyncEntryDto,
  MirrorEntryDto,
  PairEntryDto,
  PauseEntryDto,
  ScheduleEntryDto,
} from './configuration.dto';
import {
  complete,
  type Configuration,
  GROUP_FOLLOW_DEFAULTS,
  INHERITED,
  INSTANCE_DEFAULTS,
  ISSUE_SYNC_DEFAULTS,
  MIRROR_DEFAULTS,
  PAIR_DEFAULTS,
  PAUSE_DEFAULTS,
  said,
  SCHEDULE_DEFAULTS,
} from './entries';

/** Where a resource is found again, here or on another server. */
export interface Address {
  instance?: string;
  pair?: string;
  group_path?: string;
  source_project_path?: string;
  target_project_path?: string;
  starts_at?: string;
  source_group_path?: string;
  target_namespace_path?: string;
}

export type Fields = Record<string, unknown>;

/** One thing of a configuration, flat. */
export interface Resource {
  kind: ResourceKind;
  /** The same for the same thing; GitLab's paths do not tell cases apart. */
  key: string;
  /** For people. */
  name: string;
  address: Address;
  /** Everything that can be said about it; null: whatever there is, or nothing, is fine. */
  fields: Fields | null;
  /** Said of it only when it is made. */
  atFirst?: Fields;
  /** Where it is in the document: `pairs.0.mirrors.3`. */
  path: string;
}

/** Each after what it builds on. */
export const ORDER: readonly ResourceKind[] = [
  'instance',
  'pair',
  'group_default',
  'mirror',
  'issue_sync',
  'schedule',
  'pause',
  'group_follow',
];

/**
 * All that a configuration names.
 * @throws AppError 422 for an address or a group path that can't be one; see `checkedResources`
 */
export function resourcesOf({ instances, pairs }: Configuration): Resource[] {
  const all = [...instances.flatMap(instanceResources), ...pairs.flatMap(pairResources)];
  return all.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

const resource = (
  kind: ResourceKind,
  about: Pick<Resource, 'name' | 'address' | 'path'>,
  identity: string[],
  fields: Fields | null,
): Resource => ({ ...about, kind, key: JSON.stringify([kind, ...identity]), fields });

function instanceResources(entry: InstanceEntryDto, index: number): Resource[] {
  const { name } = entry;
  const about = { name, address: { instance: name }, path: `instances.${index}` };
  const fields = textless(complete(entry, INSTANCE_DEFAULTS), 'description');
  return [
    resource('instance', about, [name], {
      ...fields,
      url: normaliseInstanceUrl(entry.url),
      ssh_host_keys: normaliseHostKeys(entry.ssh_host_keys ?? []),
    }),
    ...pauseResources(entry.pauses, { instance: name }, about.path),
  ];
}

function pairResources(entry: PairEntryDto, index: number): Resource[] {
  const { name, source, target } = entry;
  const path = `pairs.${index}`;
  const fields = textless(complete(entry, PAIR_DEFAULTS), 'description', 'mirror_branch_regex');
  return [
    resource('pair', { name, address: { pair: name }, path }, [name], { source, target, ...fields }),
    ...(entry.group_defaults ?? []).map((each, at) => groupDefaultResource(name, each, `${path}.group_defaults.${at}`)),
    ...(entry.mirrors ?? []).flatMap((each, at) => mirrorResources(entry, each, `${path}.mirrors.${at}`)),
    ...(entry.schedules ?? []).map((each, at) => scheduleResource(name, each, `${path}.schedules.${at}`)),
    ...pauseResources(entry.pauses, { pair: name }, path),
    ...(entry.group_follows ?? []).map((each, at) => groupFollowResource(name, each, `${path}.group_follows.${at}`)),
  ];
}

function groupDefaultResource(pair: string, entry: GroupDefaultEntryDto, path: string): Resource {
  const groupPath = normaliseGroupPath(entry.group_path);
  const about = { name: `${pair}: ${groupPath}`, address: { pair, group_path: groupPath }, path };
  return resource('group_default', about, [pair, groupPath.toLowerCase()], { ...complete(entry, INHERITED) });
}

function mirrorResources(pair: PairEntryDto, entry: MirrorEntryDto, path: string): Resource[] {
  const { source_project_path, target_project_path, issue_sync } = entry;
  const about = {
    name: `${pair.name}: ${source_project_path} → ${target_project_path}`,
    address: { pair: pair.name, source_project_path, target_project_path },
    path,
  };
  const identity = [pair.name, source_project_path.toLowerCase(), target_project_path.toLowerCase()];
  const mirror = resource('mirror', about, identity, { ...complete(entry, MIRROR_DEFAULTS) });
  if (issue_sync === null) return [{ ...mirror, atFirst: { issue_sync } }];
  const isOpen = issue_sync === undefined && pair.issue_sync_enabled === true;
  if (!issue_sync && !isOpen) return [mirror];
  const fields = issue_sync ? issueSyncFields(issue_sync) : null;
  return [mirror, resource('issue_sync', { ...about, path: `${path}.issue_sync` }, identity, fields)];
}

function groupFollowResource(pair: string, entry: GroupFollowEntryDto, path: string): Resource {
  const source_group_path = normaliseGroupPath(entry.source_group_path, 'source_group_path');
  const target_namespace_path = normaliseGroupPath(entry.target_namespace_path, 'target_namespace_path');
  const about = {
    name: `${pair}: group ${source_group_path} → ${target_namespace_path}`,
    address: { pair, source_group_path, target_namespace_path },
    path,
  };
  const identity = [pair, source_group_path.toLowerCase(), target_namespace_path.toLowerCase()];
  return resource('group_follow', about, identity, { ...complete(entry, GROUP_FOLLOW_DEFAULTS) });
}

function scheduleResource(pair: string, entry: ScheduleEntryDto, path: string): Resource {
  const { source_project_path, target_project_path } = entry;
  const group_path = entry.group_path ? normaliseGroupPath(entry.group_path) : undefined;
  const subject =
    group_path ?? (source_project_path ? `${source_project_path} → ${target_project_path}` : 'all mirrors');
  const address = {
    pair,
    ...(group_path !== undefined && { group_path }),
    ...(source_project_path !== undefined && { source_project_path, target_project_path }),
  };
  const about = { name: `${pair}: schedule of ${subject}`, address, path };
  const paths = [group_path, source_project_path, target_project_path].map((each = '') => each.toLowerCase());
  return resource('schedule', about, [pair, ...paths], { ...complete(entry, SCHEDULE_DEFAULTS) });
}

/** What is over is neither made nor missed. */
function pauseResources(entries: PauseEntryDto[] = [], of: Address, path: string): Resource[] {
  return entries.map((entry, at) => {
    const starts_at = instant(entry.starts_at);
    const ends_at = entry.ends_at ? instant(entry.ends_at) : null;
    const about = {
      name: `${of.pair ?? of.instance}: pause from ${starts_at}`,
      address: { ...of, starts_at },
      path: `${path}.pauses.${at}`,
    };
    const isOver = ends_at !== null && Date.parse(ends_at) <= Date.now();
    const fields = isOver ? null : { ...complete(entry, PAUSE_DEFAULTS), ends_at };
    return resource('pause', about, [of.instance ?? '', of.pair ?? '', starts_at], fields);
  });
}

const instant = (time: string): string => new Date(time).toISOString();

function issueSyncFields(entry: IssueSyncEntryDto): Fields {
  const fields = complete(entry, ISSUE_SYNC_DEFAULTS);
  return {
    ...fields,
    filters: said(fields.filters ?? {}),
    label_rules: (fields.label_rules ?? []).map(({ from, to }) => ({ from, to: to ?? null })),
  };
}

/** An empty text says nothing in these fields. */
const textless = <F extends object>(fields: F, ...names: (keyof F)[]): F =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, names.includes(key as keyof F) && value === '' ? null : value]),
  ) as F;
