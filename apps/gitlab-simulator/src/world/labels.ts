import { lineage } from './membership';
import type { Label, Namespace, Project } from './model';
import { conflict, invalid } from './refusal';
import type { World } from './world';

/** The colour of a label that came into being by being used. */
export const DEFAULT_LABEL_COLOR = '#6699cc';

const NAMED_COLORS: Record<string, string> = {
  red: '#FF0000',
  green: '#008000',
  blue: '#0000FF',
  black: '#000000',
  white: '#FFFFFF',
  gray: '#808080',
  grey: '#808080',
  yellow: '#FFFF00',
  orange: '#FFA500',
  purple: '#800080',
  crimson: '#DC143C',
  teal: '#008080',
  navy: '#000080',
  magenta: '#FF00FF',
  cyan: '#00FFFF',
  pink: '#FFC0CB',
  brown: '#A52A2A',
  lime: '#00FF00',
  olive: '#808000',
  maroon: '#800000',
};

/** `#RRGGBB` of what GitLab accepts as a colour, null for anything else. */
export function parseColor(text: string): string | null {
  const named = NAMED_COLORS[text.toLowerCase()];
  if (named) return named;
  if (/^#[0-9a-f]{6}$/i.test(text)) return text;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text);
  return short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`
    : null;
}

export function textColor(color: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b > 150 ? '#1F1E24' : '#FFFFFF';
}

/** Labels that a project's issues may carry: its own, then those of its groups. */
export function* availableLabels(project: Project): Generator<Label> {
  yield* project.labels.values();
  for (const group of lineage(project.namespace)) yield* group.labels.values();
}

export function findLabel(project: Project, name: string): Label | null {
  for (const label of availableLabels(project)) if (label.name === name) return label;
  return null;
}

export interface LabelInput {
  name: string;
  color: string;
  description?: string | null;
  priority?: number | null;
}

export function createLabel(
  world: World,
  owner: { project: Project } | { group: Namespace },
  input: LabelInput,
): Label {
  const project = 'project' in owner ? owner.project : null;
  const group = 'group' in owner ? owner.group : null;
  const name = input.name.trim();
  const color = parseColor(input.color);
  if (name === '') throw invalid({ title: ["can't be blank"] });
  if (name.length > 255) throw invalid({ title: ['is too long (maximum is 255 characters)'] });
  if (!color) throw invalid({ color: ['must be a valid color code'] });
  const siblings = project ? availableLabels(project) : (group?.labels.values() ?? []);
  for (const label of siblings) if (label.name === name) throw conflict('Label already exists');
  const label: Label = {
    id: world.id('label'),
    name,
    color,
    description: input.description || null,
    priority: input.priority ?? null,
    project,
    group,
  };
  (project ?? group)?.labels.set(label.id, label);
  return label;
}

/** Everything up to the last `::`, or null for a label without scope. */
export function labelScope(name: string): string | null {
  const at = name.lastIndexOf('::');
  return at > 0 && at + 2 < name.length ? name.slice(0, at) : null;
}

/** On Premium at most one label of a scope stays, the one that came last. */
export function keepOnePerScope(labels: readonly Label[]): Label[] {
  const last = new Map<string, Label>();
  for (const label of labels) {
    const scope = labelScope(label.name);
    if (scope !== null) last.set(scope, label);
  }
  return labels.filter((label) => {
    const scope = labelScope(label.name);
    return scope === null || last.get(scope) === label;
  });
}

/** The labels of these names; unknown ones are created silently in the project when `mayCreate`, else left out. */
export function labelsByName(world: World, project: Project, names: readonly string[], mayCreate: boolean): Label[] {
  const known = new Map<string, Label>();
  for (const label of availableLabels(project)) if (!known.has(label.name)) known.set(label.name, label);
  const found = new Set<Label>();
  for (const raw of names) {
    const name = raw.trim();
    if (name === '') continue;
    let label = known.get(name);
    if (!label && mayCreate) {
      label = createLabel(world, { project }, { name, color: DEFAULT_LABEL_COLOR });
      known.set(name, label);
    }
    if (label) found.add(label);
  }
  return [...found];
}
