import type { Readable } from 'node:stream';
import { ForeignError, redact, rememberSecret, safeMessage, VERSION } from '@app/common';
import { DecodeError } from '../decode';
import { type Failure, parseJson } from '../errors';
import { pause } from '../timing';
import { aborted, attempt, type Attempt, type AttemptContext } from './attempt';
import { type Answer, type Call, type CallOptions, type Headers, safetyOf } from './call';
import { guardStream, tooLarge } from './guarded-stream';
import { multipartBody } from './multipart';
import { serverTimeOf } from './rate-headers';
import { retryDelay, type RetrySettings } from './retry';
import type { WireAnswer } from './send';
import { apiRoot, expandRoute, queryString, redirectTarget } from './url';

/**
 * A token, or where to get the present one: asked before each request, so that a replaced token is used at once, and once
 * more with the token that GitLab refused.
 */
export type TokenSource = string | ((refused?: string) => Promise<string>);

export interface GitlabHttpOptions extends AttemptContext {
  baseUrl: string;
  token: TokenSource;
  retry: RetrySettings;
}

/** An answer whose body is still to be read. */
export interface StreamedAnswer {
  stream: Readable;
  headers: Headers;
}

type Blame = Pick<Call<unknown>, 'operation' | 'method' | 'safety'>;

const MAX_REDIRECTS = 3;

/** A whole call that somebody waits for: browsers, scripts and proxies soon give up themselves, and would learn nothing. */
const INTERACTIVE_MS = 25_000;

/** Carries out calls, one attempt after another, and speaks one vocabulary about whatever goes wrong. */
export class GitlabHttp {
  private readonly root: URL;

  constructor(private readonly options: GitlabHttpOptions) {
    this.root = apiRoot(options.baseUrl);
  }

  /** The decoded body. */
  async call<T>(call: Call<T>, options?: CallOptions): Promise<T> {
    return (await this.answer(call, options)).data;
  }

  /** The decoded body with headers and the server's time. */
  async answer<T>(call: Call<T>, options: CallOptions = {}): Promise<Answer<T>> {
    let data: { value: T } | undefined;
    const { status, headers } = await this.run(call, options, 'text', ({ body }) => {
      const json = body === '' ? undefined : parseJson(body);
      if (body !== '' && json === undefined) throw new DecodeError('its answer is not complete JSON');
      data = { value: call.decode(json) };
    });
    // Only the lost answer of a DELETE leaves no data, and a DELETE decodes nothing.
    data ??= { value: call.decode(undefined) };
    return { status, headers, data: data.value, serverTime: serverTimeOf(headers) };
  }

  /** Starts a download. The slot is free again once the answer has begun, so that a copy needs no two slots at once. */
  async stream(call: Call<void>, maxBytes: number, options: CallOptions = {}): Promise<StreamedAnswer> {
    const { stream, headers } = await this.run(call, options, 'stream', () => undefined);
    if (!stream) throw new TypeError('a streamed answer came without its stream');
    if (Number(headers['content-length']) > maxBytes) {
      stream.destroy();
      throw this.error(call, tooLarge(maxBytes));
    }
    const { network, timing } = this.options;
    const toError = (failure: Failure): ForeignError => this.error(call, failure);
    const guard = { maxBytes, idleMs: network.timeoutMs, timing, signal: options.signal, toError };
    return { stream: guardStream(stream, guard), headers };
  }

  /** An error of this instance in the common vocabulary; also for what a resource finds wrong by itself. */
  error(call: Blame, failure: Failure): ForeignError {
    return new ForeignError({
      kind: failure.kind,
      instance: this.options.instanceName,
      operation: redact(call.operation),
      reason: redact(failure.reason),
      status: failure.status,
      ambiguous: safetyOf(call) !== 'read' && failure.effect === 'unknown',
      ...(failure.retryAfterMs !== undefined && { retryAfterMs: failure.retryAfterMs }),
      ...(failure.cause !== undefined && { cause: failure.cause }),
    });
  }

  private async run(
    call: Call<unknown>,
    options: CallOptions,
    as: 'text' | 'stream',
    accept: (answer: WireAnswer) => void,
  ): Promise<WireAnswer> {
    const { timing, network, retry } = this.options;
    const usual = options.priority === 'interactive' ? INTERACTIVE_MS : network.totalTimeoutMs;
    const endsAt = timing.now() + (options.timeoutMs ?? Math.min(usual, network.totalTimeoutMs));
    const sentOnce = call.multipart !== undefined && typeof call.multipart.content !== 'function';
    let url = this.urlOf(call);
    let failures = 0;
    let redirects = 0;
    let tokenReplaced = false;
    // Once an answer was lost, no later refusal proves that nothing happened.
    let lost = false;

    for (let number = 1; ; number++) {
      const token = await this.token(call);
      const leftMs = endsAt - timing.now();
      const headers = { ...BASE_HEADERS, 'PRIVATE-TOKEN': token };
      const openBody = (): ReturnType<typeof bodyOf> => bodyOf(call);
      const result = await attempt(this.options, { call, url, headers, openBody, as, number, leftMs, options, accept });
      if (result.ok) return result.answer;

      const { failure, answer } = result;
      // The first try took effect and its answer was lost: what should be gone is gone.
      if (call.method === 'DELETE' && failure.status === 404 && lost && answer) return { ...answer, body: '' };
      lost ||= failure.effect === 'unknown';
      const known: Failure = lost ? { ...failure, effect: 'unknown' } : failure;
      if (sentOnce) throw this.error(call, known);

      const target = this.redirection(result, url);
      if (target && redirects < MAX_REDIRECTS) {
        redirects += 1;
        url = target;
        continue;
      }
      if (failure.status === 401 && !tokenReplaced && (await this.token(call, token)) !== token) {
        tokenReplaced = true;
        continue;
      }
      if (failure.kind !== 'rate_limited') failures += 1;
      const question = { safety: safetyOf(call), failure, failures, random: Math.random(), settings: retry };
      const delay = retryDelay({ ...question, leftMs: endsAt - timing.now() });
      if (delay === null) throw this.error(call, known);
      if (!(await pause(timing, delay, options.signal))) throw this.error(call, aborted(known.effect));
    }
  }

  private urlOf(call: Call<unknown>): URL {
    const url = new URL(this.root);
    url.pathname = `${this.root.pathname}${expandRoute(call.route, call.params)}`;
    url.search = typeof call.query === 'string' ? call.query : queryString(call.query);
    return url;
  }

  /** A project that moved answers 301 with its numeric id; such a request was not carried out, whatever its method. */
  private redirection({ answer }: Attempt, from: URL): URL | null {
    if (!answer || ![301, 302, 307, 308].includes(answer.status)) return null;
    const target = redirectTarget(answer.headers['location'], from, this.root);
    if (target && target.search === '') target.search = from.search;
    return target?.href === from.href ? null : target;
  }

  private async token(call: Blame, refused?: string): Promise<string> {
    const { token } = this.options;
    try {
      const value = typeof token === 'string' ? token : await token(refused);
      rememberSecret(value);
      return value;
    } catch (error) {
      const reason = `its access token could not be read (${safeMessage(error)})`;
      const failure: Failure = {
        kind: 'transient',
        reason,
        status: null,
        cause: 'token_unavailable',
        effect: 'none',
        repeatable: false,
      };
      throw this.error(call, failure);
    }
  }
}

const BASE_HEADERS = { 'User-Agent': `mirror-maestro/${VERSION}`, Accept: 'application/json' };

async function bodyOf(call: Call<unknown>): Promise<{ body?: string | Readable; headers?: Record<string, string> }> {
  if (call.multipart) return multipartBody(call.multipart);
  if (call.body === undefined) return {};
  return { body: JSON.stringify(call.body), headers: { 'Content-Type': 'application/json' } };
}
