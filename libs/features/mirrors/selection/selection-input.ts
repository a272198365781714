/** The mirrors that a run over a selection is about. */
export const mirrorIdsOf = ({ mirrorIds }: Record<string, unknown>): number[] =>
  Array.isArray(mirrorIds) ? mirrorIds.filter((id): id is number => typeof id === 'number') : [];

/** The ids that are not among what was found. */
export function unknown(ids: number[], found: { id: number }[]): number[] {
  const known = new Set(found.map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}
