import { redirect } from 'react-router';
import { api, body } from '../../api/client';
import { currentAccess, forgetCredentials, type Credentials } from '../../api/credentials';
import type { Session } from '../../api/model';
import { queryClient } from '../../api/query-client';
import { userQueries } from '../users/queries';

/**
 * Whether these credentials hold, or none are needed (AUTH_ENABLED=false), and for whom.
 * @throws ApiError when the server does not answer (0), or had to refuse too many logins (429)
 */
export async function askSession(credentials: Credentials | null, signal: AbortSignal | null = null): Promise<Session> {
  const headers = credentials ? { Authorization: credentials.header } : {};
  return body(api.GET('/api/session', { headers, signal }));
}

/** A server that takes longer must not keep people from what they can see without it. */
const PATIENCE_MS = 5_000;

/** The door of all pages but the login; it asks, so that no page has to fail first. */
export async function requireAccess({ request }: { request: Request }): Promise<Response | null> {
  const { credentials } = currentAccess();
  try {
    const session = await askSession(credentials, AbortSignal.timeout(PATIENCE_MS));
    if (session.authenticated) {
      queryClient.setQueryData(userQueries.session().queryKey, session);
      return null;
    }
  } catch {
    // Let the page open: the banner says that the server is away, and a 401 leads to the login later.
    return null;
  }
  if (credentials !== null) forgetCredentials('The server no longer accepts this login.');
  const { pathname, search } = new URL(request.url);
  return redirect(`/login?next=${encodeURIComponent(pathname + search)}`);
}
