import { classifyAnswer, classifyUnusable, type ErrorAnswer } from './classify-answer';
import type { Failure } from './failure';

const message = (words: unknown): string => JSON.stringify({ message: words });
const DATE = 'Sun, 22 Nov 2026 01:00:00 GMT';
const EPOCH = Date.parse(DATE) / 1000;

type Row = [name: string, answer: Partial<ErrorAnswer> & { status: number }, expected: Partial<Failure>];

const ROWS: Row[] = [
  // what is wrong with the request
  [
    'a missing attribute',
    { status: 400, body: message('400 (Bad request) "title" not given') },
    { kind: 'validation', reason: '400 (Bad request) "title" not given', effect: 'none', repeatable: false },
  ],
  [
    'a validation of several fields',
    { status: 400, body: message({ title: ['is too long', 'is odd'], base: ['Nope'] }) },
    { kind: 'validation', reason: 'title is too long, is odd; Nope (HTTP 400)' },
  ],
  [
    'a validation of an embedded entity',
    { status: 400, body: message({ namespace: { path: ['has already been taken'] } }) },
    { kind: 'validation', cause: 'conflict', reason: 'namespace path has already been taken (HTTP 400)' },
  ],
  ['a conflict', { status: 409, body: message('Label already exists') }, { kind: 'validation', cause: 'conflict' }],
  [
    'a lock that frees itself',
    { status: 409, body: message('409 Conflict: Resource lock') },
    { kind: 'transient', cause: 'resource_lock', repeatable: true, effect: 'none' },
  ],
  ['an unprocessable entity', { status: 422, body: message('No') }, { kind: 'validation', reason: 'No (HTTP 422)' }],
  ['a precondition', { status: 412, body: message('412 Precondition Failed') }, { kind: 'validation' }],
  [
    'a body that is too large',
    { status: 413, body: '' },
    { kind: 'validation', cause: 'too_large', reason: 'HTTP 413' },
  ],
  ['a file that is too large', { status: 400, body: message('file is too big') }, { cause: 'too_large' }],
  ['a query that is too long', { status: 414, body: '' }, { kind: 'validation' }],
  [
    'spam',
    { status: 400, body: message({ error: 'Your issue has been recognized as spam and has been discarded.' }) },
    { kind: 'validation', cause: 'spam' },
  ],
  [
    'a captcha',
    { status: 409, body: JSON.stringify({ needs_captcha_response: true, message: { error: 'Solve it' } }) },
    { kind: 'validation', cause: 'spam', reason: 'Solve it (HTTP 409)' },
  ],
  // who asks
  ['no valid token', { status: 401, body: message('401 Unauthorized') }, { kind: 'auth', reason: '401 Unauthorized' }],
  [
    'a revoked token',
    { status: 401, body: JSON.stringify({ error: 'invalid_token', error_description: 'Token was revoked.' }) },
    { kind: 'auth', cause: 'token_revoked', reason: 'invalid_token: Token was revoked. (HTTP 401)' },
  ],
  [
    'an expired token',
    { status: 401, body: JSON.stringify({ error: 'invalid_token', error_description: 'Token is expired.' }) },
    { kind: 'auth', cause: 'token_expired' },
  ],
  [
    'a missing scope',
    {
      status: 403,
      body: JSON.stringify({
        error: 'insufficient_scope',
        error_description: 'The request requires higher privileges than provided by the access token.',
        scope: 'api',
      }),
    },
    {
      kind: 'permission',
      cause: 'insufficient_scope',
      reason:
        'insufficient_scope: The request requires higher privileges than provided by the access token. (HTTP 403)',
    },
  ],
  ['a missing right', { status: 403, body: message('403 Forbidden') }, { kind: 'permission', reason: '403 Forbidden' }],
  [
    'an archived project',
    { status: 403, body: message('The project is archived') },
    { kind: 'permission', cause: 'archived' },
  ],
  ['a missing right, said otherwise', { status: 400, body: message('Access Denied') }, { kind: 'permission' }],
  [
    'a missing right, said in a third way',
    { status: 400, body: message('400 Bad request - User does not have permission to create project access token') },
    { kind: 'permission' },
  ],
  [
    'a paused pull mirror',
    { status: 403, body: message('Mirroring for the project is on pause') },
    { kind: 'permission', cause: 'paused' },
  ],
  ['a payment wall', { status: 402, body: '' }, { kind: 'permission' }],
  // what is not there
  [
    'a missing thing',
    { status: 404, body: message('404 Project Not Found') },
    { kind: 'not_found', reason: '404 Project Not Found' },
  ],
  ['a thing that is gone', { status: 410, body: '' }, { kind: 'not_found' }],
  ['an unknown route, ordinarily', { status: 404, body: '{"error":"404 Not Found"}' }, { kind: 'not_found' }],
  [
    'an unknown route of a paid endpoint',
    { status: 404, body: '{"error":"404 Not Found"}', gated: 'tier' },
    { kind: 'unsupported', cause: 'tier' },
  ],
  [
    'a paid endpoint without licence',
    { status: 404, body: message('404 Not Found'), gated: 'tier' },
    { kind: 'unsupported', cause: 'tier' },
  ],
  [
    'a missing project at a paid endpoint',
    { status: 404, body: message('404 Project Not Found'), gated: 'tier' },
    { kind: 'not_found' },
  ],
  [
    'an unknown route of a newer endpoint',
    { status: 404, body: '{"error":"404 Not Found"}', gated: 'version' },
    { kind: 'unsupported', cause: 'version' },
  ],
  [
    'a missing thing at a newer endpoint',
    { status: 404, body: message('404 Not Found'), gated: 'version' },
    { kind: 'not_found' },
  ],
  ['a method that is not there', { status: 405, body: '{"error":"405 Not Allowed"}' }, { kind: 'unsupported' }],
  ['an unknown method', { status: 501, body: '' }, { kind: 'unsupported' }],
  // too much
  [
    'the middleware limit, in plain text',
    { status: 429, body: 'Retry later\n', headers: { 'retry-after': '12' } },
    { kind: 'rate_limited', retryAfterMs: 12_000, limitScope: 'instance', effect: 'none', repeatable: true },
  ],
  [
    'the middleware limit with a reset only',
    {
      status: 429,
      body: 'Retry later',
      headers: {
        date: DATE,
        'ratelimit-limit': '60',
        'ratelimit-remaining': '0',
        'ratelimit-reset': String(EPOCH + 20),
      },
    },
    { kind: 'rate_limited', retryAfterMs: 21_000, limitScope: 'instance' },
  ],
  [
    'an application limit, in no header',
    { status: 429, body: message('This endpoint has been requested too many times. Try again later.') },
    { kind: 'rate_limited', retryAfterMs: undefined, limitScope: 'class' },
  ],
  [
    'an application limit while the quota is large: its reset is not ours',
    {
      status: 429,
      body: message('429'),
      headers: {
        date: DATE,
        'ratelimit-limit': '600',
        'ratelimit-remaining': '500',
        'ratelimit-reset': String(EPOCH + 50),
      },
    },
    { kind: 'rate_limited', retryAfterMs: undefined, limitScope: 'class' },
  ],
  [
    'a 429 that says nothing',
    { status: 429, body: '' },
    { kind: 'rate_limited', limitScope: 'class', reason: 'HTTP 429' },
  ],
  // the server's own trouble
  [
    'an internal error',
    { status: 500, body: message('500 Internal Server Error') },
    { kind: 'transient', effect: 'unknown', repeatable: true },
  ],
  [
    'a proxy before a dead GitLab',
    { status: 502, body: '<html><head><title>GitLab is not responding (502)</title></head></html>' },
    { kind: 'transient', reason: 'a web page titled "GitLab is not responding (502)" (HTTP 502)', effect: 'unknown' },
  ],
  [
    'maintenance',
    { status: 503, body: '', headers: { 'retry-after': '60' } },
    { kind: 'transient', cause: 'overloaded', retryAfterMs: 60_000, effect: 'unknown' },
  ],
  ['a gateway time-out', { status: 504, body: '' }, { kind: 'transient', cause: 'timeout', effect: 'unknown' }],
  ['a request time-out', { status: 408, body: '' }, { kind: 'transient', cause: 'timeout', effect: 'unknown' }],
  ['a proxy that wants a password', { status: 407, body: '' }, { kind: 'transient', cause: 'proxy', effect: 'none' }],
  // elsewhere
  [
    'a redirect to another host',
    { status: 301, body: '', headers: { location: 'https://other.example.com/api/v4/user?private_token=x' } },
    {
      kind: 'validation',
      cause: 'redirect',
      reason:
        'it redirects to https://other.example.com, which is not followed with a token; check the address of the instance',
    },
  ],
  [
    'a redirect to the login page',
    { status: 302, body: '', headers: { location: 'https://gitlab.example.com/users/sign_in' } },
    { kind: 'auth', cause: 'login_page' },
  ],
];

describe('an answer that is no success', () => {
  it.each(ROWS)('%s', (_name, answer, expected) => {
    const failure = classifyAnswer({ headers: {}, body: '', ...answer });
    expect(failure.status).toBe(answer.status);
    for (const [key, value] of Object.entries(expected)) {
      expect([key, failure[key as keyof Failure]]).toEqual([key, value]);
    }
  });
});

describe('a success that is unusable', () => {
  it.each([
    ['broken JSON', 'application/json', '{"id":', 'transient', 'bad_answer', true],
    ['some web page', 'text/html', '<!doctype html><title>Welcome</title>', 'validation', 'not_gitlab', false],
    ['the login page', 'text/html', '<html><form action="/users/sign_in"></form></html>', 'auth', 'login_page', false],
    ['a web page without a type', '', '<html><body>hi</body></html>', 'validation', 'not_gitlab', false],
  ])('%s', (_name, type, body, kind, cause, repeatable) => {
    expect(classifyUnusable(200, { 'content-type': type }, body, 'why')).toMatchObject({
      kind,
      cause,
      repeatable,
      effect: 'unknown',
    });
  });
});
