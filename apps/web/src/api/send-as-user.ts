import { currentAccess, refuseCredentials, untilRenewed } from './credentials';
import { ApiError, problemToError } from './errors';

type Send = (request: Request) => Promise<Response>;

/**
 * Sends a request as the user who is logged in. When the server refuses the login, the request waits until that user
 * has signed in anew, and goes out again: what was answered with 401 did nothing, so that this is safe for changes, too.
 * @throws ApiError (401) when somebody else or nobody is logged in by then
 */
export async function sendAsUser(request: Request, send: Send): Promise<Response> {
  const asker = currentAccess().credentials?.user;
  if (asker === undefined || request.headers.has('Authorization')) return send(request);
  for (;;) {
    await untilRenewed(request.signal);
    const { credentials } = currentAccess();
    if (credentials?.user !== asker) throw new ApiError(401, 'Login needed', 'The login ended before this was sent.');
    // A body can be sent only once.
    const attempt = request.clone();
    attempt.headers.set('Authorization', credentials.header);
    const response = await send(attempt);
    if (response.status !== 401) return response;
    refuseCredentials(credentials, problemToError(401, await response.json().catch(() => null)).detail);
  }
}
