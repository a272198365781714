import type { Readable } from 'node:stream';
import type { Decoder } from '../decode';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Scalar = string | number | boolean | Date | null | undefined;
/** `undefined` is left out, `null` is sent as empty, arrays as `key[]`, objects as `key[inner]`. */
export type Query = { [key: string]: Scalar | readonly Scalar[] | Query };

/**
 * What may happen when the same call is sent twice:
 * `read` nothing · `idempotent` the same end state · `create` a duplicate, so it is repeated only when it provably was
 * not carried out · `once` harm even then (rotating a token twice revokes its whole family), so it is never repeated.
 */
export type Safety = 'read' | 'idempotent' | 'create' | 'once';

/** One REST call, described once; the transport does the rest. */
export interface Call<T> {
  method: Method;
  /** Template below `/api/v4`, with `:name` for each parameter. Also the name under which requests are counted. */
  route: string;
  /** Values for the template; each is encoded as one path segment (`group/project` → `group%2Fproject`). */
  params?: Record<string, string | number>;
  /** As an object, or as the ready query of a next page. */
  query?: Query | string;
  /** Sent as JSON; fields that are `undefined` are left out. */
  body?: object;
  /** Sends a multipart body instead of JSON. */
  multipart?: FilePart;
  /** What we try, in words, for messages: "create an issue in project 12". */
  operation: string;
  /** Default: GET `read`, PUT and DELETE `idempotent`, POST `create`. */
  safety?: Safety;
  /** The endpoint exists only in some tiers or versions: a 404 for an unknown route or a 405 then means `unsupported`. */
  gated?: 'tier' | 'version';
  /** Endpoints with the same class share GitLab's hidden application limits. Default: method and route. */
  limitClass?: string;
  decode: Decoder<T>;
}

export interface FilePart {
  field: string;
  filename: string;
  contentType?: string;
  /** Bytes, when known: sent as Content-Length, else the body is chunked. */
  size?: number;
  /** Opens the content; called again for each attempt. A plain stream can be sent once only. */
  content: Readable | (() => Readable | Promise<Readable>);
}

/** Per-call settings, accepted by every method of the client as its last argument. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Limit in ms for the whole call, with its waits and repeats. Default: the client's `totalTimeoutMs`, 25 s if interactive. */
  timeoutMs?: number;
  /** `interactive` (somebody is waiting) overtakes `background` in the queue of the instance. Default background. */
  priority?: Priority;
}

export type Priority = 'interactive' | 'background';

export interface Answer<T> {
  status: number;
  data: T;
  headers: Headers;
  /** The server's own clock when it answered (its `Date` header); watermarks are measured with it. */
  serverTime: Date | null;
}

/** Lower-case names. */
export type Headers = Readonly<Record<string, string>>;

export const safetyOf = (call: Pick<Call<unknown>, 'method' | 'safety'>): Safety =>
  call.safety ?? (call.method === 'GET' ? 'read' : call.method === 'POST' ? 'create' : 'idempotent');
