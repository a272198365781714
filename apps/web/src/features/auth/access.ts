import { redirect } from 'react-router';
import { api, body } from '../../api/client';
import { currentAccess, forgetCredentials, type Credentials } from '../../api/credentials';

/**
 * Whether these credentials hold, or none are needed (AUTH_ENABLED=false).
 * @throws ApiError when the server does not answer (0), or had to refuse too many logins (429)
 */
export async function isWelcome(credentials: Credentials | null, signal: AbortSignal | null = null): Promise<boolean> {
  const headers = credentials ? { Authorization: credentials.header } : {};
  return (await body(api.GET('/api/session', { headers, signal }))).authenticated;
}

/** A server that takes longer must not keep people from what they can see without it. */
const PATIENCE_MS = 5_000;

const toLogin = (address: string): Response => {
  const { pathname, search } = new URL(address);
  return redirect(`/login?next=${encodeURIComponent(pathname + search)}`);
};

/** The door of all pages but the login; it asks, so that no page has to fail first. */
export async function requireAccess({ request }: { request: Request }): Promise<Response | null> {
  const { credentials } = currentAccess();
  try {
    if (await isWelcome(credentials, AbortSignal.timeout(PATIENCE_MS))) return null;
  } catch {
    // Let the page open: the banner says that the server is away, and a 401 leads to the login later.
    return null;
  }
  if (credentials !== null) forgetCredentials('The server no longer accepts this login.');
  return toLogin(request.url);
}
