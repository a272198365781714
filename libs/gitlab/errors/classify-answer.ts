import type { FailureKind } from '@app/common';
import type { Headers } from '../http/call';
import { readRateInfo, readRetryAfter } from '../http/rate-headers';
import type { Failure, FailureCause } from './failure';
import { gitlabMessage, isRecord, looksLikeHtml, parseJson } from './gitlab-message';

export interface ErrorAnswer {
  status: number;
  headers: Headers;
  body: string;
  /** The endpoint is missing in some tiers or versions. */
  gated?: 'tier' | 'version' | undefined;
}

const KIND_BY_STATUS: Record<number, FailureKind> = {
  401: 'auth',
  402: 'permission',
  403: 'permission',
  404: 'not_found',
  405: 'unsupported',
  407: 'transient',
  408: 'transient',
  410: 'not_found',
  425: 'transient',
  429: 'rate_limited',
  501: 'unsupported',
};

/** Judges an answer that is not a success. The table of `classify-answer.spec.ts` is its specification. */
export function classifyAnswer(answer: ErrorAnswer): Failure {
  const { status, headers, body } = answer;
  const message = gitlabMessage(body);
  const base: Failure = {
    kind: KIND_BY_STATUS[status] ?? (status >= 500 ? 'transient' : 'validation'),
    reason: message && message !== String(status) ? withStatus(status, message) : `HTTP ${status}`,
    status,
    effect: status >= 500 || status === 408 ? 'unknown' : 'none',
    repeatable: false,
  };
  if (status >= 300 && status < 400) return redirected(base, headers);
  if (status === 429) return rateLimited(base, answer, message);
  if (status >= 500 && base.kind === 'transient') return serverError(base, headers);
  if (status === 404 || status === 405) return missing(base, answer);
  if (status === 409 && /resource lock/i.test(message)) {
    return { ...base, kind: 'transient', cause: 'resource_lock', repeatable: true };
  }
  // Some services of GitLab report a missing right as a bad request.
  if (status === 400 && /^access denied|\bdoes not have permission\b/i.test(message))
    return { ...base, kind: 'permission' };
  if (status === 407) return { ...base, cause: 'proxy' };
  if (status === 408) return { ...base, cause: 'timeout', repeatable: true };
  const cause = causeFromWords(status, message, parseJson(body));
  return cause ? { ...base, cause } : base;
}

const withStatus = (status: number, message: string): string =>
  message.startsWith(String(status)) ? message : `${message} (HTTP ${status})`;

function redirected(base: Failure, headers: Headers): Failure {
  const location = headers['location'] ?? '';
  if (/\/users\/sign_in\b/.test(location)) {
    return {
      ...base,
      kind: 'auth',
      cause: 'login_page',
      reason: 'it asks to sign in on its web page instead of answering',
    };
  }
  const host = URL.canParse(location) ? ` to ${new URL(location).origin}` : '';
  return {
    ...base,
    kind: 'validation',
    cause: 'redirect',
    reason: `it redirects${host}, which is not followed with a token; check the address of the instance`,
  };
}

/** Two independent systems answer 429: the middleware (with headers), and application limits that show in no header. */
function rateLimited(base: Failure, answer: ErrorAnswer, message: string): Failure {
  const retryAfterMs = readRetryAfter(answer.headers);
  const rate = readRateInfo(answer.headers);
  const hidden =
    /this endpoint has been requested too many times/i.test(message) ||
    (rate?.remaining ?? 0) > 0 ||
    (retryAfterMs === null && rate === null);
  return {
    ...base,
    effect: 'none',
    repeatable: true,
    limitScope: hidden ? 'class' : 'instance',
    // With quota left, `RateLimit-Reset` belongs to a limit that was not the one we hit.
    ...(retryAfterMs !== null && !(hidden && answer.headers['retry-after'] === undefined) && { retryAfterMs }),
  };
}

function serverError(base: Failure, headers: Headers): Failure {
  const retryAfterMs = readRetryAfter(headers);
  return {
    ...base,
    repeatable: true,
    ...(base.status === 503 && { cause: 'overloaded' as const }),
    ...(base.status === 504 && { cause: 'timeout' as const }),
    ...(headers['retry-after'] !== undefined && retryAfterMs !== null && { retryAfterMs }),
  };
}

/**
 * GitLab answers an unknown route with `{"error":"404 Not Found"}`, and a missing thing with `{"message":"404 … Not Found"}`;
 * a route that the licence does not open names no thing.
 */
function missing(base: Failure, { gated, body }: ErrorAnswer): Failure {
  if (gated === undefined) return base;
  const parsed = parseJson(body);
  const message = isRecord(parsed) && typeof parsed['message'] === 'string' ? parsed['message'] : '';
  const namesThing = /^404 \S.* not found$/i.test(message) && !/^404 not found$/i.test(message);
  const isThing = gated === 'tier' ? namesThing : message !== '';
  if (base.status === 404 && isThing) return base;
  const lacks = gated === 'tier' ? 'this GitLab or its licence does not offer it' : 'this GitLab is too old for it';
  return { ...base, kind: 'unsupported', cause: gated, reason: `${lacks} (${base.reason})` };
}

function causeFromWords(status: number, message: string, body: unknown): FailureCause | undefined {
  if (isRecord(body) && (body['needs_captcha_response'] === true || /recognized as spam/i.test(message))) return 'spam';
  if (status === 401) {
    if (/expired/i.test(message)) return 'token_expired';
    return /revoked/i.test(message) ? 'token_revoked' : undefined;
  }
  if (status === 403) {
    if (/insufficient_scope/i.test(message)) return 'insufficient_scope';
    if (/\barchived\b/i.test(message)) return 'archived';
    if (/\bon pause\b/i.test(message)) return 'paused';
    return /\b(?:ip|address)\b.*\b(?:blocked|banned|not allowed)\b/i.test(message) ? 'ip_blocked' : undefined;
  }
  if (status === 409) return 'conflict';
  if (status === 413 || /\b(?:too (?:big|large)|exceeds the (?:maximum|allowed))\b/i.test(message)) return 'too_large';
  return /already (?:been taken|exists)/i.test(message) ? 'conflict' : undefined;
}

/** A 2xx that is not the JSON we asked for. A web page means another server; broken JSON means a lost end. */
export function classifyUnusable(status: number, headers: Headers, body: string, why: string): Failure {
  if (looksLikeHtml(body, headers['content-type'])) {
    const login = /users\/sign_in|new_user\b/.test(body);
    return {
      kind: login ? 'auth' : 'validation',
      reason: `it answered with ${gitlabMessage(body) || 'a web page'} instead of GitLab's API; check the address of the instance`,
      status,
      cause: login ? 'login_page' : 'not_gitlab',
      effect: 'unknown',
      repeatable: false,
    };
  }
  return { kind: 'transient', reason: why, status, cause: 'bad_answer', effect: 'unknown', repeatable: true };
}
