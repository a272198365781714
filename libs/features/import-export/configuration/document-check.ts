import { AppError, type FieldError, invalidField, normaliseGroupPath } from '@app/common';
import { normaliseHostKeys, normaliseInstanceUrl } from '@features/instances';
import { checkBranchFilter } from '@features/pairs';
import { checkTiming } from '@features/schedules';
import type { ConfigurationDto, PauseEntryDto, ScheduleEntryDto } from './configuration.dto';
import { type Resource, resourcesOf } from './resources';

const SECRET = /^[\x21-\x7e]{1,1000}$/;

/**
 * The resources of a document that makes sense: what is named twice, names what is not there, or cannot be, is refused
 * as a whole, before anything is done.
 * @throws AppError 422 with every fault and its place
 */
export function checkedResources(document: ConfigurationDto): Resource[] {
  const errors = [...entryFaults(document), ...referenceFaults(document), ...secretFaults(document)];
  if (errors.length > 0) throw faulty(errors);
  const resources = resourcesOf(document);
  const twice = duplicates(resources);
  if (twice.length > 0) throw faulty(twice);
  return resources;
}

function entryFaults({ instances, pairs }: ConfigurationDto): FieldError[] {
  return [
    ...instances.flatMap(({ url, ssh_host_keys: hostKeys, pauses }, index) => [
      ...faultsAt(`instances.${index}`, () => normaliseInstanceUrl(url)),
      ...faultsAt(`instances.${index}`, () => normaliseHostKeys(hostKeys ?? [])),
      ...pauseFaults(pauses, `instances.${index}`),
    ]),
    ...pairs.flatMap((pair, index) => [
      ...faultsAt(`pairs.${index}`, () => checkFilter(pair)),
      ...(pair.group_defaults ?? []).flatMap((entry, at) =>
        faultsAt(`pairs.${index}.group_defaults.${at}`, () => {
          normaliseGroupPath(entry.group_path);
          checkFilter(entry);
        }),
      ),
      ...(pair.mirrors ?? []).flatMap((entry, at) =>
        faultsAt(`pairs.${index}.mirrors.${at}`, () => checkFilter(entry)),
      ),
      ...(pair.schedules ?? []).flatMap((entry, at) =>
        faultsAt(`pairs.${index}.schedules.${at}`, () => checkSchedule(entry)),
      ),
      ...pauseFaults(pair.pauses, `pairs.${index}`),
      ...(pair.group_follows ?? []).flatMap((entry, at) =>
        faultsAt(`pairs.${index}.group_follows.${at}`, () => {
          normaliseGroupPath(entry.source_group_path, 'source_group_path');
          normaliseGroupPath(entry.target_namespace_path, 'target_namespace_path');
          checkFilter(entry);
        }),
      ),
    ]),
  ];
}

interface Filter {
  only_mirror_protected_branches?: boolean | null;
  mirror_branch_regex?: string | null;
}

const checkFilter = ({ only_mirror_protected_branches: only, mirror_branch_regex: regex }: Filter): void =>
  checkBranchFilter({ onlyMirrorProtectedBranches: only ?? null, mirrorBranchRegex: regex ?? null });

function checkSchedule(entry: ScheduleEntryDto): void {
  checkTiming(entry);
  const { source_project_path: source, target_project_path: target } = entry;
  if (entry.group_path) {
    normaliseGroupPath(entry.group_path);
    if (source || target) throw invalidField('group_path', 'a schedule is for a group or for a mirror, not for both.');
  }
  if (!source !== !target) {
    throw invalidField(source ? 'target_project_path' : 'source_project_path', 'a mirror is named by both paths.');
  }
}

const pauseFaults = (pauses: PauseEntryDto[] = [], path: string): FieldError[] =>
  pauses.flatMap(({ starts_at, ends_at }, at) =>
    ends_at && Date.parse(ends_at) <= Date.parse(starts_at)
      ? [{ field: `${path}.pauses.${at}.ends_at`, message: 'It must be after starts_at.' }]
      : [],
  );

function faultsAt(path: string, check: () => unknown): FieldError[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.errors.map(({ field, message }) => ({ field: `${path}.${field}`, message }));
  }
}

const noInstance = (field: string, name: string): FieldError => ({
  field,
  message: `There is no instance ${name} in the document.`,
});

function referenceFaults({ instances, pairs }: ConfigurationDto): FieldError[] {
  const names = new Set(instances.map(({ name }) => name));
  return pairs.flatMap((pair, index) =>
    (['source', 'target'] as const)
      .filter((side) => !names.has(pair[side]))
      .map((side) => noInstance(`pairs.${index}.${side}`, pair[side])),
  );
}

function secretFaults({ instances, secrets = {} }: ConfigurationDto): FieldError[] {
  const names = new Set(instances.map(({ name }) => name));
  return Object.entries(secrets).flatMap(([name, secret]: [string, unknown]) => {
    const field = `secrets.${name}`;
    if (!names.has(name)) return [noInstance(field, name)];
    if (typeof secret === 'string' && SECRET.test(secret)) return [];
    return [{ field, message: 'It must be a token of printable characters without blanks.' }];
  });
}

function duplicates(resources: Resource[]): FieldError[] {
  const seen = new Set<string>();
  return resources
    .filter(({ key }) => seen.has(key) || !seen.add(key))
    .map(({ path, name }) => ({ field: path, message: `${name} is in the document twice.` }));
}

function faulty(errors: FieldError[]): AppError {
  const faults = errors.length === 1 ? 'a fault' : `${errors.length} faults`;
  return new AppError('invalid', 'validation_failed', `The document has ${faults}; errors says where.`, { errors });
}
