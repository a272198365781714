import type { Agent, ClientRequest } from 'node:http';
import { pipeline, Readable, Transform, type TransformCallback } from 'node:stream';
import axios, { type AxiosResponse, isAxiosError } from 'axios';
import type { TransportFault } from '../errors';
import type { Timing } from '../timing';
import type { Headers, Method } from './call';

export interface WireRequest {
  method: Method;
  url: URL;
  headers: Record<string, string>;
  body?: string | Readable | undefined;
  agent: Agent;
  /** `text` reads the whole answer; `stream` resolves once its headers are there. */
  as: 'text' | 'stream';
  /** Milliseconds until the answer is complete (`text`) or begun (`stream`); with a streamed body: without progress. */
  timeoutMs: number;
  timing: Timing;
  signal?: AbortSignal | undefined;
}

export interface WireAnswer {
  status: number;
  headers: Headers;
  body: string;
  stream: Readable | null;
}

/** No usable answer came. `aborted` is set when our own caller gave up. */
export class WireError extends Error {
  constructor(
    readonly fault: TransportFault,
    readonly aborted = false,
  ) {
    super(fault.message);
  }
}

/** A page of 100 issues with the longest descriptions GitLab accepts is below this. */
const MAX_ANSWER_BYTES = 128 * 1024 * 1024;

/** One attempt over HTTP: no redirects, no proxies of axios's own, any status is an answer. */
export async function send(request: WireRequest): Promise<WireAnswer> {
  const control = new AbortController();
  let gaveUp: 'timeout' | 'aborted' | undefined;
  const giveUp = (why: 'timeout' | 'aborted'): void => {
    gaveUp ??= why;
    control.abort();
  };
  const onAbort = (): void => giveUp('aborted');
  if (request.signal?.aborted) onAbort();
  request.signal?.addEventListener('abort', onAbort, { once: true });

  let cancelTimer = request.timing.after(request.timeoutMs, () => giveUp('timeout'));
  const restartTimer = (): void => {
    cancelTimer();
    cancelTimer = request.timing.after(request.timeoutMs, () => giveUp('timeout'));
  };
  const watched = request.body instanceof Readable ? new WatchedBody(request.body, restartTimer) : undefined;
  try {
    return await readAnswer(await exchange(request, watched ?? request.body, control.signal), request.as);
  } catch (error) {
    throw toWireError(error, gaveUp, watched?.failure);
  } finally {
    cancelTimer();
    request.signal?.removeEventListener('abort', onAbort);
    // A body that was not sent to its end would keep its source (a file, a download) open.
    watched?.destroy();
  }
}

function exchange(
  request: WireRequest,
  data: Readable | WireRequest['body'],
  signal: AbortSignal,
): Promise<AxiosResponse<Readable | string>> {
  return axios.request<Readable | string>({
    adapter: 'http',
    method: request.method,
    url: request.url.href,
    headers: request.headers,
    data,
    httpAgent: request.agent,
    httpsAgent: request.agent,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: request.as === 'text' ? MAX_ANSWER_BYTES : -1,
    maxBodyLength: -1,
    responseType: request.as,
    validateStatus: null,
    transformRequest: [(sent: unknown) => sent],
    transformResponse: [(received: unknown) => received],
    signal,
  });
}

async function readAnswer(response: AxiosResponse<Readable | string>, as: 'text' | 'stream'): Promise<WireAnswer> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined && value !== null) headers[name.toLowerCase()] = String(value);
  }
  const { data, status } = response;
  if (!(data instanceof Readable)) return { status, headers, body: data ?? '', stream: null };
  if (as === 'stream' && status >= 200 && status < 300) return { status, headers, body: '', stream: data };
  return { status, headers, body: await readSome(data), stream: null };
}

/** Enough of an error body to understand it. */
async function readSome(stream: Readable, maxBytes = 64 * 1024): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    size += bytes.length;
    if (size >= maxBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The body with a look at each piece that leaves; it keeps the failure of its source, if there was one. */
class WatchedBody extends Transform {
  failure: Error | undefined;

  constructor(
    source: Readable,
    private readonly onProgress: () => void,
  ) {
    super();
    pipeline(source, this, (error) => {
      // When the connection dies first, the source is closed early; that is not its failure.
      if (error && source.errored) this.failure = source.errored;
    });
  }

  override _transform(chunk: unknown, _encoding: BufferEncoding, done: TransformCallback): void {
    this.onProgress();
    done(null, chunk);
  }
}

function toWireError(error: unknown, gaveUp: 'timeout' | 'aborted' | undefined, source: Error | undefined): WireError {
  const request: ClientRequest | undefined = isAxiosError(error) ? error.request : undefined;
  const connected = isConnected(request);
  if (gaveUp === 'aborted') return new WireError({ code: 'ABORTED', message: 'given up', connected }, true);
  if (gaveUp === 'timeout') return new WireError({ code: 'TIMEOUT', message: 'time limit', connected });
  if (source) return new WireError({ code: 'SOURCE_FAILED', message: source.message, connected });
  const { code, message } = rootOf(error);
  if (/maxContentLength/.test(message)) {
    return new WireError({ code: 'TOO_LARGE', message: 'its answer is larger than 128 MiB', connected });
  }
  if (/aborted|premature/i.test(message)) return new WireError({ code: 'TRUNCATED', message, connected });
  return new WireError({ code, message, connected });
}

/** The socket's own code lies below what axios and the agents wrap around it. */
function rootOf(error: unknown): { code: string; message: string } {
  let current: unknown = error;
  let found = { code: 'UNKNOWN', message: error instanceof Error ? error.message : String(error) };
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    const code = 'code' in current && typeof current.code === 'string' ? current.code : undefined;
    if (code && !/^ERR_(BAD|NETWORK|CANCELED)/.test(code)) found = { code, message: current.message || code };
    const inner: unknown = current instanceof AggregateError ? current.errors[0] : current.cause;
    current = inner;
  }
  return found;
}

/** Whether the server can have seen the request; unknown counts as yes. */
function isConnected(request: ClientRequest | undefined): boolean {
  if (!request || !('socket' in request)) return true;
  return request.socket !== null && request.socket !== undefined && !request.socket.connecting;
}
