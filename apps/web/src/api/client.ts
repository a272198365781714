import createClient, { type Middleware } from 'openapi-fetch';
import { reportAway, reportReachable } from './connection';
import { currentAccess, forgetCredentials } from './credentials';
import { ApiError, problemToError, serverAway } from './errors';
import type { paths } from './schema';
import { sendAsUser } from './send-as-user';
import { apiBase } from './settings';

/** A gateway in front of the API answers in its own words when the API is gone; the API itself always sends problems. */
function isGatewayFault(response: Response): boolean {
  return response.status >= 500 && !(response.headers.get('content-type') ?? '').includes('json');
}

async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    reportAway();
    throw serverAway();
  }
}

const introduce: Middleware = {
  onRequest({ request }) {
    // Tells the server that this is a script, so that a 401 does not open the browser's own login box.
    request.headers.set('X-Requested-With', 'XMLHttpRequest');
  },
};

const failures: Middleware = {
  async onResponse({ request, response }) {
    if (isGatewayFault(response)) {
      reportAway();
      throw serverAway();
    }
    reportReachable();
    if (response.ok) return;
    const error = problemToError(response.status, await response.json().catch(() => null));
    const { credentials, reason } = currentAccess();
    // Nobody may be logged in at all: the door lets pages open when it can't find out in time.
    if (response.status === 401 && credentials === null && !request.headers.has('Authorization')) {
      forgetCredentials(reason);
    }
    throw error;
  },
};

export const api = createClient<paths>({ baseUrl: apiBase, fetch: (request) => sendAsUser(request, send) });
api.use(introduce, failures);

interface Answer<T> {
  data?: T;
  response: Response;
}

/** The body of a successful answer; failures have been thrown as ApiError by then. */
export async function body<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, response } = await answer;
  if (data === undefined) throw new ApiError(response.status, 'Empty answer', 'The server answered without a body.');
  return data;
}

export interface ListPage<T> {
  items: T[];
  total: number;
}

/** A list answer with the total from its paging headers. */
export async function page<T>(answer: Promise<Answer<T[]>>): Promise<ListPage<T>> {
  const { data, response } = await answer;
  const items = data ?? [];
  const total = Number(response.headers.get('X-Total') ?? items.length);
  return { items, total: Number.isFinite(total) ? total : items.length };
}
