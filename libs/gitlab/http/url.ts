import type { Query, Scalar } from './call';

/** `/projects/:id/issues` with `{id: 'group/project'}` → `/projects/group%2Fproject/issues`. */
export function expandRoute(route: string, params: Record<string, string | number> = {}): string {
  return route.replace(/:([a-z_]+)/g, (_match, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') throw new TypeError(`route ${route} lacks its parameter ${name}`);
    const segment = encodeURIComponent(String(value));
    // URL parsing would resolve a dot segment and so address another resource.
    return /^\.{1,2}$/.test(segment) ? segment.replaceAll('.', '%2E') : segment;
  });
}

/** The query as GitLab reads it; `+` in a time zone is encoded, as it must be. */
export function queryString(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) append(params, key, value);
  return params.toString();
}

function append(params: URLSearchParams, key: string, value: Query[string]): void {
  if (value === undefined) return;
  if (isList(value)) {
    for (const item of value) append(params, `${key}[]`, item);
  } else if (value !== null && typeof value === 'object' && !(value instanceof Date)) {
    for (const [inner, item] of Object.entries(value)) append(params, `${key}[${inner}]`, item);
  } else {
    params.append(key, value instanceof Date ? value.toISOString() : String(value ?? ''));
  }
}

const isList = (value: Query[string]): value is readonly Scalar[] => Array.isArray(value);

/** The instance's API root; a GitLab below a path (`https://host/gitlab`) keeps that path. */
export function apiRoot(baseUrl: string): URL {
  const url = new URL(baseUrl);
  return new URL(`${url.pathname.replace(/\/+$/, '')}/api/v4`, url.origin);
}

/**
 * Where a redirect leads when it may be followed: only within the API of the same host, and at our own origin, because the
 * token travels along; behind a proxy GitLab often writes a wrong scheme or port. Null otherwise.
 */
export function redirectTarget(location: string | undefined, from: URL, root: URL): URL | null {
  if (!location || !URL.canParse(location, from.href)) return null;
  const target = new URL(location, from);
  if (target.hostname !== root.hostname || !target.pathname.startsWith(`${root.pathname}/`) || target.username) {
    return null;
  }
  return new URL(`${target.pathname}${target.search}`, root.origin);
}
