import { redirect } from 'react-router';
import { api, body } from '../../api/client';
import { currentAccess, type Credentials } from '../../api/credentials';
import { isStatus } from '../../api/errors';

/** Throws an ApiError when the server refuses the credentials (401) or does not answer (0). */
export async function probe(credentials: Credentials | null): Promise<void> {
  const headers = credentials ? { Authorization: credentials.header } : {};
  await body(api.GET('/api/me', { headers }));
}

/**
 * The door of all pages but the login. Credentials that are kept are trusted here, a 401 shows later; without any,
 * the server is asked whether it wants some at all (AUTH_ENABLED=false).
 */
export async function requireAccess({ request }: { request: Request }): Promise<Response | null> {
  if (currentAccess().credentials !== null) return null;
  try {
    await probe(null);
  } catch (error) {
    if (isStatus(error, 401)) {
      const { pathname, search } = new URL(request.url);
      return redirect(`/login?next=${encodeURIComponent(pathname + search)}`);
    }
    // Let the page open: the banner says that the server is away, and a 401 leads to the login later.
  }
  return null;
}
