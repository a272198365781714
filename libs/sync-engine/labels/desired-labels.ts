import { cutText } from '../markdown/clean';
import { isMirroredFromLabel, mirroredFromLabel } from '../loops/loop-guard';
import type { SyncContext } from '../model/context';
import type { SyncOptions } from '../model/options';
import type { SourceIssue, SourceLabel } from '../model/source';
import type { TargetLabel } from '../model/target';

const MAX_LABEL = 255;
const DEFAULT_COLOR = '#6699cc';
const OWN_COLOR = '#808080';

/** U+201A looks like a comma; GitLab separates names by commas and has no escape for one inside a name. */
const COMMA = '\u201a';

/** A name that GitLab can store and that can be sent in a comma-separated list. */
export const labelName = (name: string): string => {
  const flat = name
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(',', COMMA)
    .trim();
  return cutText(flat, MAX_LABEL);
};

/** GitLab's rule: the scope is everything up to the last `::`; two labels of one scope exclude each other. */
export const scopeOf = (name: string): string | null => {
  const at = name.lastIndexOf('::');
  return at > 0 ? name.slice(0, at) : null;
};

/** What of the source's own labels arrives, after the config's rules. */
export function mapLabels(labels: readonly string[], options: SyncOptions): string[] {
  const rules = new Map(options.labelRules.map(({ from, to }) => [from, to]));
  return labels.flatMap((label) => {
    const to = rules.has(label) ? rules.get(label) : label;
    return to ? [labelName(to)] : [];
  });
}

/**
 * Labels that stand for what can't be copied. Several assignees would exclude each other on a Premium target; there
 * the first by username keeps `Assignee::@x`, the n-th gets a scope of its own: `Assignee::2::@y`.
 */
export function planningLabels(issue: SourceIssue, options: SyncOptions, context: SyncContext): string[] {
  const names: string[] = [];
  if (issue.milestone) names.push(`Milestone::${issue.milestone.title}`);
  if (issue.iteration) names.push(`Iteration::${issue.iteration.title}`);
  if (issue.epic) names.push(`Epic::&${issue.epic.iid}`);
  const people = issue.assignees
    .map(({ username }) => username)
    .filter((username) => !isRealAssignee(username, options, context))
    .toSorted();
  people.forEach((username, index) => {
    const scope = context.target.premium && index > 0 ? `Assignee::${index + 1}` : 'Assignee';
    names.push(`${scope}::@${username}`);
  });
  return names.map(labelName);
}

const isRealAssignee = (username: string, options: SyncOptions, context: SyncContext): boolean =>
  realAssigneeId(username, options, context) !== undefined;

export function realAssigneeId(username: string, options: SyncOptions, context: SyncContext): number | undefined {
  const mapped = options.userMapping[username];
  return mapped === undefined ? undefined : context.targetUserIds.get(mapped);
}

/** All labels of ours on the copy, sorted; `dropped`: names that a Premium target can't hold beside another one. */
export function desiredLabels(
  issue: SourceIssue,
  options: SyncOptions,
  context: SyncContext,
): { labels: string[]; dropped: string[] } {
  const own = mirroredFromLabel(context.source.instanceId);
  if (!options.syncLabels) return { labels: [own], dropped: [] };
  const wanted = [...planningLabels(issue, options, context), ...mapLabels(issue.labels, options).toSorted()];
  const kept = new Map<string, string>([[own, own]]);
  const dropped: string[] = [];
  for (const name of wanted) {
    if (name === '' || kept.has(name)) continue;
    // Ours says where the copy comes from and must be the one that stays.
    const taken =
      context.target.premium &&
      [...kept.keys()].some((other) => scopeOf(other) !== null && scopeOf(other) === scopeOf(name));
    if (!taken) kept.set(name, name);
    else if (!isMirroredFromLabel(name)) dropped.push(name);
  }
  return { labels: [...kept.keys()].toSorted(), dropped };
}

/** What to change so that our labels are there and those that people added stay. */
export function labelChanges(
  desired: readonly string[],
  applied: readonly string[],
  observed: readonly string[],
): { add: string[]; remove: string[] } {
  return {
    add: desired.filter((name) => !observed.includes(name)),
    remove: applied.filter((name) => !desired.includes(name) && observed.includes(name)),
  };
}

/** How labels that don't exist yet are to be created: with the source's colour where they come from there. */
export function newLabels(
  names: readonly string[],
  sourceLabels: readonly SourceLabel[],
  options: SyncOptions,
): TargetLabel[] {
  const known = new Map<string, SourceLabel>();
  for (const label of sourceLabels) for (const name of mapLabels([label.name], options)) known.set(name, label);
  return names.map((name) => {
    const source = known.get(name);
    const color = isMirroredFromLabel(name) ? OWN_COLOR : (source?.color ?? DEFAULT_COLOR);
    return { name, color, description: source?.description ?? null };
  });
}
