/** What a contract runs against: a simulator, or a real GitLab. */
export interface ContractTarget {
  /** Without a slash at the end. */
  url: string;
  /** A personal token with scope `api` of an Owner of the group. */
  token: string;
  /** A group in which projects may be made and deleted. */
  groupPath: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
  text: string;
}

/** The smallest possible client: it knows nothing about GitLab but where it is. */
export class Client {
  constructor(
    readonly target: ContractTarget,
    private readonly token: string | null = target.token,
  ) {}

  as(token: string | null): Client {
    return new Client(this.target, token);
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.send('POST', path, body);
  }

  put(path: string, body?: unknown): Promise<Answer> {
    return this.send('PUT', path, body);
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path);
  }

  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${this.target.url}/api/v4${path}`;
    const form = body instanceof FormData;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.token === null ? {} : { 'PRIVATE-TOKEN': this.token }),
        ...(body === undefined || form ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    let parsed: unknown = text;
    try {
      parsed = text === '' ? null : JSON.parse(text);
    } catch {
      // not every answer is JSON
    }
    return { status: response.status, headers: response.headers, body: parsed, text };
  }
}

/** A field of an answer's object; fails the test when the answer is no object. */
export function field(answer: Answer, name: string): unknown {
  if (typeof answer.body !== 'object' || answer.body === null) {
    throw new Error(`expected an object with "${name}", got ${answer.status}: ${answer.text.slice(0, 300)}`);
  }
  return (answer.body as Record<string, unknown>)[name];
}

export const num = (answer: Answer, name: string): number => Number(field(answer, name));
export const text = (answer: Answer, name: string): string => String(field(answer, name));

export function rows(answer: Answer): Record<string, unknown>[] {
  if (!Array.isArray(answer.body))
    throw new Error(`expected a list, got ${answer.status}: ${answer.text.slice(0, 300)}`);
  return answer.body as Record<string, unknown>[];
}

/** `rel` → address, from a Link header. */
export function links(answer: Answer): Record<string, string> {
  const found: Record<string, string> = {};
  for (const match of (answer.headers.get('link') ?? '').matchAll(/<([^>]+)>;\s*rel="(\w+)"/g))
    found[match[2] ?? ''] = match[1] ?? '';
  return found;
}
