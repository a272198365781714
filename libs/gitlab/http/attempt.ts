import type { Readable } from 'node:stream';
import { NoSlotError, type RequestBudget, type Slot } from '../budget/request-budget';
import type { CircuitBreaker } from '../circuit-breaker';
import { DeclinedError, DecodeError } from '../decode';
import { classifyAnswer, classifyTransport, classifyUnusable, type Failure } from '../errors';
import { ForbiddenAddressError, isPrivateAddress } from '../net/address-guard';
import type { Network } from '../net/network';
import type { Timing } from '../timing';
import type { Call, CallOptions } from './call';
import { readRateInfo } from './rate-headers';
import type { RequestRecorder } from './recorder';
import { send, type WireAnswer, WireError } from './send';

export interface AttemptContext {
  instanceName: string;
  budget: RequestBudget;
  breaker: CircuitBreaker;
  network: Network;
  timing: Timing;
  recorder?: RequestRecorder | undefined;
}

export interface AttemptPlan {
  call: Call<unknown>;
  url: URL;
  headers: Record<string, string>;
  /** Opened once the slot is there, so that a streamed source does not idle in the queue. */
  openBody: () => Promise<{ body?: string | Readable; headers?: Record<string, string> }>;
  as: 'text' | 'stream';
  /** 1 for the first try. */
  number: number;
  /** Milliseconds left for the whole call. */
  leftMs: number;
  options: CallOptions;
  /** Reads the body of a success; throws when it is not what was asked for. */
  accept: (answer: WireAnswer) => void;
}

export type Attempt = { ok: true; answer: WireAnswer } | { ok: false; failure: Failure; answer: WireAnswer | null };

const ABORTED: Failure = {
  kind: 'transient',
  reason: 'the call was cancelled',
  status: null,
  cause: 'aborted',
  effect: 'none',
  repeatable: false,
};

/** The failure of a call that its own caller cancelled. */
export const aborted = (effect: Failure['effect'] = 'none'): Failure => ({ ...ABORTED, effect });

/** One request with all that stands before it: circuit breaker, slot, address rule; and what is learnt from its end. */
export async function attempt(context: AttemptContext, plan: AttemptPlan): Promise<Attempt> {
  const refused = notAllowed(context, plan.url);
  if (refused) return failed(refused);
  const slot = await acquire(context, plan);
  if ('failure' in slot) return slot;
  try {
    if (!context.breaker.enter()) return failed(circuitOpen(context.breaker.closedForMs()));
    return await exchange(context, plan);
  } finally {
    slot.release();
  }
}

async function exchange(context: AttemptContext, plan: AttemptPlan): Promise<Attempt> {
  const { timing, network, breaker, budget, recorder } = context;
  const { call, as } = plan;
  const startedAt = timing.now();
  let answer: WireAnswer | null = null;
  let failure: Failure | null = null;
  try {
    const { body, headers } = await open(plan);
    answer = await send({
      method: call.method,
      url: plan.url,
      headers: { ...plan.headers, ...headers },
      body,
      agent: network.agentFor(plan.url),
      as,
      timeoutMs: Math.max(1, Math.min(network.timeoutMs, plan.leftMs)),
      timing,
      signal: plan.options.signal,
    });
    failure = judge(plan, answer);
  } catch (error) {
    if (!(error instanceof WireError)) {
      breaker.abandoned();
      throw error;
    }
    const judged = classifyTransport(error.fault);
    failure = error.aborted ? aborted(judged.effect) : judged;
  }
  recorder?.({
    instance: context.instanceName,
    method: call.method,
    route: call.route,
    status: answer?.status ?? null,
    ms: timing.now() - startedAt,
    attempt: plan.number,
  });
  tellBreaker(breaker, failure);
  budget.observe({
    limitClass: limitClassOf(call),
    rate: answer && readRateInfo(answer.headers),
    outcome: outcomeOf(failure),
    scope: failure?.limitScope,
    retryAfterMs: failure?.retryAfterMs,
  });
  if (failure) return { ok: false, failure, answer };
  return answer ? { ok: true, answer } : failed(aborted('unknown'));
}

/** Opening the source of a streamed body may fail by itself; then nothing was sent. */
async function open(plan: AttemptPlan): ReturnType<AttemptPlan['openBody']> {
  try {
    return await plan.openBody();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new WireError({ code: 'SOURCE_FAILED', message, connected: false });
  }
}

function judge({ call, accept }: AttemptPlan, answer: WireAnswer): Failure | null {
  const { status, headers, body } = answer;
  if (status < 200 || status >= 300) return classifyAnswer({ status, headers, body, gated: call.gated });
  try {
    accept(answer);
    return null;
  } catch (error) {
    if (error instanceof DecodeError) return classifyUnusable(status, headers, body, error.message);
    if (error instanceof DeclinedError) return declined(status, error.message);
    throw error;
  }
}

async function acquire(context: AttemptContext, plan: AttemptPlan): Promise<Slot | (Attempt & { ok: false })> {
  const closedForMs = context.breaker.closedForMs();
  if (closedForMs > 0) return failed(circuitOpen(closedForMs));
  try {
    return await context.budget.acquire({
      limitClass: limitClassOf(plan.call),
      priority: plan.options.priority ?? 'background',
      maxWaitMs: Math.max(0, plan.leftMs),
      signal: plan.options.signal,
    });
  } catch (error) {
    if (!(error instanceof NoSlotError)) throw error;
    if (error.why === 'aborted' || error.why === 'closed') return failed(aborted());
    return failed({
      kind: 'rate_limited',
      reason: error.message,
      status: null,
      cause: 'no_slot',
      effect: 'none',
      repeatable: false,
      ...(error.retryInMs !== undefined && { retryAfterMs: error.retryInMs }),
    });
  }
}

const failed = (failure: Failure): Attempt & { ok: false } => ({ ok: false, failure, answer: null });

const limitClassOf = (call: Call<unknown>): string => call.limitClass ?? `${call.method} ${call.route}`;

const declined = (status: number, reason: string): Failure => ({
  kind: 'validation',
  reason,
  status,
  cause: 'commands_only',
  effect: 'none',
  repeatable: false,
});

const circuitOpen = (retryInMs: number): Failure => ({
  kind: 'transient',
  reason: `it failed several times in a row, so nothing is sent for the next ${Math.max(1, Math.ceil(retryInMs / 1000))} s`,
  status: null,
  cause: 'circuit_open',
  retryAfterMs: Math.max(1, retryInMs),
  effect: 'none',
  repeatable: false,
});

/** An address written as a number needs no lookup, so the guard of the sockets never sees it. */
function notAllowed({ network }: AttemptContext, url: URL): Failure | null {
  if (network.allowPrivate || !isPrivateAddress(url.hostname)) return null;
  const error = new ForbiddenAddressError(url.hostname, url.hostname);
  return classifyTransport({ code: error.code, message: error.message, connected: false });
}

const outcomeOf = (failure: Failure | null): 'ok' | 'limited' | 'overloaded' => {
  if (failure?.kind === 'rate_limited') return 'limited';
  return failure && isServerTrouble(failure) ? 'overloaded' : 'ok';
};

/** A 4xx, a lock or an odd answer comes from a server that lives; a failure of our own source says nothing about it. */
const isServerTrouble = (failure: Failure): boolean =>
  failure.kind === 'transient' &&
  (failure.status === null || failure.status >= 500) &&
  failure.cause !== 'aborted' &&
  failure.cause !== 'source_failed';

function tellBreaker(breaker: CircuitBreaker, failure: Failure | null): void {
  if (failure?.cause === 'aborted' || failure?.cause === 'source_failed') breaker.abandoned();
  else if (failure && isServerTrouble(failure)) breaker.failed(failure.reason);
  else breaker.succeeded();
}
