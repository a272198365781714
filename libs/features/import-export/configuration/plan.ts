import { isDeepStrictEqual } from 'node:util';
import type { ItemAction, ResourceKind } from '../batch/import-item.entity';
import { type Address, type Fields, ORDER, type Resource } from './resources';

export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** One thing to do. */
export interface Step {
  action: ItemAction;
  kind: ResourceKind;
  name: string;
  address: Address;
  /** To be set: all of them for a new resource, those that change for one that exists, none to delete it. */
  fields: Fields;
  /** For people; only of changes. */
  changes: FieldChange[];
}

export interface Plan {
  /** In an order in which they can be done. */
  steps: Step[];
  unchanged: number;
}

/**
 * What makes the observed resources the desired ones. What is not desired stays, unless `prune` says that it goes.
 * A mirror that a group follow of the desired ones makes is as good as named. Mirrors go before others come, because two
 * projects can be mirrored once only; pairs and instances go last.
 */
export function planOf(desired: Resource[], observed: Resource[], { prune }: { prune: boolean }): Plan {
  const present = new Map(observed.map((resource) => [resource.key, resource]));
  const steps: Step[] = [];
  let unchanged = 0;
  for (const resource of desired) {
    const { fields } = resource;
    const there = present.get(resource.key)?.fields;
    present.delete(resource.key);
    if (fields === null) continue;
    const changes = there ? changesBetween(there, fields) : [];
    if (!there) steps.push(step('create', resource, { ...fields, ...resource.atFirst }));
    else if (changes.length === 0) unchanged += 1;
    else steps.push({ ...step('change', resource, valuesOf(changes)), changes });
  }
  if (prune) {
    const follows = desired.filter(({ kind }) => kind === 'group_follow');
    for (const resource of present.values()) {
      const isMade = follows.some(({ address }) => makes(address, resource.address));
      if (!isMade) steps.push(step('delete', resource, {}));
    }
  }
  return { steps: steps.toSorted((a, b) => rank(a) - rank(b)), unchanged };
}

/** Whether a group follow is what made a mirror. */
const makes = (follow: Address, { pair, source_project_path: source, target_project_path: target }: Address): boolean =>
  pair === follow.pair && isBelow(source, follow.source_group_path) && isBelow(target, follow.target_namespace_path);

const isBelow = (path = '', group = ''): boolean =>
  group !== '' && path.toLowerCase().startsWith(`${group.toLowerCase()}/`);

const changesBetween = (before: Fields, after: Fields): FieldChange[] =>
  Object.keys(after)
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));

const valuesOf = (changes: FieldChange[]): Fields =>
  Object.fromEntries(changes.map(({ field, after }) => [field, after]));

const step = (action: ItemAction, { kind, name, address }: Resource, fields: Fields): Step => ({
  action,
  kind,
  name,
  address,
  fields,
  changes: [],
});

/** Leaves go first, then everything comes from the root up, then roots go. */
function rank({ action, kind }: Step): number {
  const depth = ORDER.indexOf(kind);
  if (action !== 'delete') return ORDER.length + depth;
  return kind === 'pair' || kind === 'instance' ? 3 * ORDER.length - depth : ORDER.length - 1 - depth;
}
