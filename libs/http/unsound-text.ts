/** A lone half of a surrogate pair is matched only with the u flag. */
const UNSOUND = /[\0\p{Surrogate}]/u;

/**
 * The paths (`filters.labels_any.0`) of texts, and of keys, that are not Unicode that PostgreSQL can store: they contain
 * NUL or half a surrogate pair.
 */
export function unsoundTexts(value: unknown, path = 'body'): string[] {
  if (typeof value === 'string') return UNSOUND.test(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const child = path === 'body' ? key : `${path}.${key}`;
    return UNSOUND.test(key) ? [path] : unsoundTexts(inner, child);
  });
}
