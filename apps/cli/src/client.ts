import { VERSION } from '@app/common';
import type { Environment } from './environment';
import { Failure } from './exit-codes';

interface Problem {
  detail?: string;
  errors?: { field: string; message: string }[];
}

const MAX_FAULTS = 20;

/** The server's API. Failures become sentences. */
export class Client {
  private readonly authorization: string;

  constructor(private readonly environment: Environment) {
    const { user, password } = environment;
    this.authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  async get<T>(path: string): Promise<T> {
    return (await (await this.send('GET', path)).json()) as T;
  }

  async post<T>(path: string, body: unknown = {}): Promise<T> {
    return (await (await this.send('POST', path, body)).json()) as T;
  }

  /** All pages of a list. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    const separator = path.includes('?') ? '&' : '?';
    for (let page = '1'; page !== '';) {
      const response = await this.send('GET', `${path}${separator}per_page=500&page=${page}`);
      items.push(...((await response.json()) as T[]));
      page = response.headers.get('x-next-page') ?? '';
    }
    return items;
  }

  /** The body as it comes. */
  async download(path: string): Promise<ReadableStream<Uint8Array>> {
    const { body } = await this.send('GET', path);
    if (body === null) throw new Failure('The server sent nothing.');
    return body;
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
      throw new Failure(`No connection to ${url} (${reasonOf(error)}). MAESTRO_URL says where the server is.`);
    });
    if (response.ok) return response;
    throw new Failure(sentence(response.status, (await response.json().catch(() => ({}))) as Problem));
  }
}

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
