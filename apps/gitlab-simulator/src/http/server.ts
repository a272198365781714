import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Express, type Request, type Response } from 'express';
import { Refusal } from '../world/refusal';
import { authenticate, checkScope, revokedToken, type Actor, type ScopeRule } from './auth';
import { readBody } from './body';
import type { Context, Services } from './context';
import type { Fault, Faults } from './faults';
import { Input, parseQuery } from './params';
import { STREAMED, type Reply } from './reply';
import type { RequestEntry, RequestLog } from './request-log';

export type Handler = (ctx: Context) => Reply | typeof STREAMED | Promise<Reply | typeof STREAMED>;

export interface RouteOptions {
  /** Which token scopes open the route; `default` is `read_api` to read and `api` to write. */
  scope?: ScopeRule;
  /** Also without a token; the handler looks at what is public. */
  anonymous?: boolean;
  /** The handler reads the body by itself. */
  raw?: boolean;
  /** Not a part of the API: the handler does authentication and errors by itself. */
  outside?: boolean;
}

type Method = 'get' | 'post' | 'put' | 'delete';

/** Where routes are registered. Each one goes through the same steps: count, wait, fail on demand, limit, authenticate, handle, answer. */
export class Server {
  readonly app: Express = express();

  constructor(
    private readonly services: Services,
    private readonly faults: Faults,
    private readonly requests: RequestLog,
  ) {
    this.app.disable('x-powered-by');
    this.app.disable('etag');
    this.app.set('query parser', false);
  }

  get(path: string, handler: Handler, options?: RouteOptions): void {
    this.api('get', path, handler, options);
  }

  post(path: string, handler: Handler, options?: RouteOptions): void {
    this.api('post', path, handler, options);
  }

  put(path: string, handler: Handler, options?: RouteOptions): void {
    this.api('put', path, handler, options);
  }

  delete(path: string, handler: Handler, options?: RouteOptions): void {
    this.api('delete', path, handler, options);
  }

  /** A route that is not below `/api/v4`; `name` is what the counters call it. */
  outside(method: Method, path: string | RegExp, name: string, handler: Handler, options: RouteOptions = {}): void {
    this.app[method](path, (req, res) => void this.serve(name, req, res, handler, { ...options, outside: true }));
  }

  /** Everything that no route took. */
  fallback(): void {
    this.app.use('/api/v4', (req, res) => {
      void this.serve(
        '/api/v4/*',
        req,
        res,
        () => {
          throw new Refusal(404, { error: '404 Not Found' });
        },
        { anonymous: true },
      );
    });
    this.app.use((_req, res) => this.send(res, { status: 404, body: 'The page could not be found' }));
  }

  private api(method: Method, path: string, handler: Handler, options: RouteOptions = {}): void {
    const route = `/api/v4${path}`;
    this.app[method](route, (req, res) => void this.serve(route, req, res, handler, options));
  }

  private async serve(
    route: string,
    req: Request,
    res: Response,
    handler: Handler,
    options: RouteOptions,
  ): Promise<void> {
    const entry: RequestEntry = {
      method: req.method,
      route,
      url: req.originalUrl,
      userAgent: req.headers['user-agent'] ?? '',
      token: null,
      startedAt: this.services.world.now(),
      status: 0,
    };
    this.requests.start(entry);
    res.on('close', () => this.requests.finish(entry, res.headersSent ? res.statusCode : 0));
    res.on('error', () => undefined);
    try {
      const { latencyMs } = this.services.world.settings;
      if (latencyMs > 0 && route.startsWith('/api/')) await sleep(latencyMs);
      const fault = this.faults.strike(req.method, req.originalUrl);
      if (fault && (await this.failBefore(fault, req, res))) return;
      const reply = await this.answer(entry, req, res, handler, options);
      this.requests.tell(entry, 'written');
      if (reply === STREAMED) return;
      this.send(res, reply, fault);
    } catch {
      // A handler's failure was answered already; what is left is a connection that broke.
      res.destroy();
    }
  }

  /** Runs the handler and turns every refusal into its answer. */
  private async answer(
    entry: RequestEntry,
    req: Request,
    res: Response,
    handler: Handler,
    options: RouteOptions,
  ): Promise<Reply | typeof STREAMED> {
    let limits: Record<string, string> = {};
    try {
      const search = new URL(req.originalUrl, 'http://localhost').search;
      let actor: Actor | null = null;
      if (!options.outside) {
        actor = authenticate(this.services.world, req, new URLSearchParams(search));
        entry.token = actor?.token.name ?? null;
        limits = this.services.limiter.middleware(
          actor ? `user ${actor.user.id}` : `ip ${req.socket.remoteAddress ?? ''}`,
        );
        if (actor) checkScope(actor, options.scope ?? 'default', req.method);
        else if (!options.anonymous) throw new Refusal(401, { message: '401 Unauthorized' });
      }
      const values = { ...parseQuery(search), ...(options.raw ? {} : await readBody(req)) };
      const params: Record<string, string> = {};
      for (const [name, value] of Object.entries(req.params))
        params[name] = Array.isArray(value) ? value.join('/') : value;
      const reply = await handler({ ...this.services, req, res, params, input: new Input(values), actor });
      return reply === STREAMED ? reply : { ...reply, headers: { ...limits, ...reply.headers } };
    } catch (error) {
      if (error instanceof Refusal)
        return { status: error.status, body: error.body, headers: { ...limits, ...error.headers } };
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`gitlab-simulator: ${req.method} ${req.originalUrl}: ${text}\n`);
      return { status: 500, body: { message: '500 Internal Server Error' } };
    }
  }

  /** What a fault does before the handler; true when the request ends with it. */
  private async failBefore(fault: Fault, req: Request, res: Response): Promise<boolean> {
    const retry: Record<string, string> =
      fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
    switch (fault.kind) {
      case '429':
        this.send(
          res,
          fault.retryAfter === undefined
            ? {
                status: 429,
                body: { message: { error: 'This endpoint has been requested too many times. Try again later.' } },
              }
            : { status: 429, body: 'Retry later\n', headers: { ...retry, 'Content-Type': 'text/plain' } },
        );
        break;
      case '500':
        this.send(res, { status: 500, body: { message: '500 Internal Server Error' } });
        break;
      case '502':
        this.send(res, {
          status: 502,
          body: '<html><body><h1>502</h1>GitLab is not responding</body></html>',
          headers: { 'Content-Type': 'text/html' },
        });
        break;
      case '503':
        this.send(res, {
          status: 503,
          body: '<html><body><h1>503</h1></body></html>',
          headers: { ...retry, 'Content-Type': 'text/html' },
        });
        break;
      case 'revoked': {
        const { status, body, headers } = revokedToken();
        this.send(res, { status, body, headers });
        break;
      }
      case 'reset_before':
        req.socket.destroy();
        return true;
      case 'hang':
        await Promise.race([
          new Promise((resolve) => res.once('close', resolve)),
          ...(fault.ms === undefined ? [] : [sleep(fault.ms)]),
        ]);
        req.socket.destroy();
        return true;
      case 'slow':
        await sleep(fault.ms ?? 1_000);
        return false;
      case 'reset_after_write':
      case 'truncate':
        return false;
    }
    return true;
  }

  private send(res: Response, reply: Reply, fault: Fault | null = null): void {
    if (res.destroyed || res.headersSent) return;
    // What the client still sends is read and thrown away, so that it gets to read the answer.
    res.req.resume();
    if (fault?.kind === 'reset_after_write') {
      res.req.socket.destroy();
      return;
    }
    const text =
      reply.body === undefined ? '' : typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    const body = Buffer.from(text);
    res.statusCode = reply.status;
    res.sendDate = false;
    res.setHeader('Date', new Date(this.services.world.now()).toUTCString());
    if (reply.body !== undefined) res.setHeader('Content-Type', 'application/json');
    for (const [name, value] of Object.entries(reply.headers ?? {})) res.setHeader(name, value);
    if (reply.status !== 204) res.setHeader('Content-Length', String(body.length));
    if (fault?.kind === 'truncate') {
      res.write(body.subarray(0, Math.floor(body.length / 2)), () => res.req.socket.destroy());
      return;
    }
    res.end(body);
  }
}
