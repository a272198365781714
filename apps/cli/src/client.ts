import { VERSION } from '@app/common';
import type { Environment } from './environment';
import { Failure, PassingFailure } from './exit-codes';

interface Problem {
  detail?: string;
  errors?: { field: string; message: string }[];
}

const MAX_FAULTS = 20;
const PASSING = [429, 502, 503, 504];
/** Anything else is of a proxy, of a login or of another server. */
const OURS = /^application\/(json|yaml)\b/;

/** The server's API. Failures become sentences. */
export class Client {
  private readonly authorization: string;

  /** @throws Failure for a login in the address, which would be told with it */
  constructor(private readonly environment: Environment) {
    const { url, user, password } = environment;
    if (URL.canParse(url) && (new URL(url).username !== '' || new URL(url).password !== '')) {
      throw new Failure('MAESTRO_URL holds a login: put it into MAESTRO_USER and MAESTRO_PASSWORD instead.');
    }
    this.authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  async get<T>(path: string): Promise<T> {
    return whole<T>(await this.send('GET', path));
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return whole<T>(await this.send('POST', path, body));
  }

  /** All pages of a list. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    const separator = path.includes('?') ? '&' : '?';
    for (let page = '1'; page !== '';) {
      const response = await this.send('GET', `${path}${separator}per_page=500&page=${page}`);
      items.push(...(await whole<T[]>(response)));
      page = response.headers.get('x-next-page') ?? '';
    }
    return items;
  }

  /** The body as it comes. @throws Failure, also when it breaks off */
  async *download(path: string): AsyncGenerator<Uint8Array> {
    const { body } = await this.send('GET', path);
    if (body === null) throw new Failure('The server sent nothing.');
    try {
      yield* body;
    } catch (error) {
      throw brokenOff(error);
    }
  }

  private async send(method: string, path: string, body?: unknown): Promise<Response> {
    const { url } = this.environment;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        Authorization: this.authorization,
        'User-Agent': `maestro-cli/${VERSION}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new PassingFailure(`No connection to ${url} (${reasonOf(error)}). MAESTRO_URL says where the server is.`);
    });
    const type = response.headers.get('content-type') ?? 'no type';
    if (response.ok && OURS.test(type)) return response;
    if (response.ok) {
      throw new Failure(
        `${url} does not answer as Mirror Maestro does (${type}). MAESTRO_URL says where the server is.`,
      );
    }
    const words = sentence(response.status, (await response.json().catch(() => ({}))) as Problem);
    throw PASSING.includes(response.status) ? new PassingFailure(words) : new Failure(words);
  }
}

async function whole<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (error) {
    throw brokenOff(error);
  }
}

const brokenOff = (error: unknown): Failure =>
  new PassingFailure(`The answer of the server broke off (${reasonOf(error)}). Try again.`);

/** fetch hides the reason one level down. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const inner = cause instanceof Error ? cause : error;
  return inner instanceof Error && inner.message !== '' ? inner.message : String(error);
}

function sentence(status: number, { detail, errors = [] }: Problem): string {
  if (status === 401) return 'The server refuses the login. MAESTRO_USER and MAESTRO_PASSWORD say who you are.';
  const faults = errors.slice(0, MAX_FAULTS).map(({ field, message }) => `  ${field}: ${message}`);
  if (errors.length > MAX_FAULTS) faults.push(`  … and ${errors.length - MAX_FAULTS} more`);
  return [detail ?? `The server answers ${status}.`, ...faults].join('\n');
}
