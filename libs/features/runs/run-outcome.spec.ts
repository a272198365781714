import { AppError, ForeignError, type FailureKind } from '@app/common';
import { settle, type Attempt, type Ending, type Settlement } from './run-outcome';

const foreign = (kind: FailureKind, retryAfterMs?: number): ForeignError =>
  new ForeignError({
    kind,
    instance: 'GitLab A',
    operation: 'read a project',
    reason: 'it said so',
    status: 500,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });

const SECOND_OF_THREE: Attempt = { attempt: 2, attempts: 3, timeLimit: 600 };
const LAST: Attempt = { attempt: 3, attempts: 3, timeLimit: 90 };

const decide = (ending: Ending, attempt = SECOND_OF_THREE): Settlement | null => settle(ending, attempt, 0.5);

describe('what becomes of a run', () => {
  it.each(['success', 'partial', 'failed'] as const)('ends as its handler says: %s', (status) => {
    expect(decide({ result: { status, error: 'Said so.', errorCode: 'so' } })).toEqual({
      type: 'finish',
      status,
      error: 'Said so.',
      errorCode: 'so',
    });
  });

  it('keeps secrets out of the sentence', () => {
    const settlement = decide({ result: { status: 'failed', error: 'push to https://u:secret-1@h/x failed' } });
    expect(settlement?.error).toBe('push to https://[redacted]@h/x failed');
  });

  it.each([
    [undefined, 5_000],
    [700, 700],
  ])('looks again after %s ms with all its attempts before it', (afterMs, expected) => {
    expect(decide({ result: { status: 'again', ...(afterMs === undefined ? {} : { afterMs }) } })).toMatchObject({
      type: 'requeue',
      afterMs: expected,
      attempt: 0,
    });
  });

  it.each([
    ['a failure that may pass', foreign('transient'), 'gitlab_transient'],
    ['an absent dependency', new AppError('unavailable', 'queue_away', 'Away.'), 'queue_away'],
    ['an absent database', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), 'database_away'],
  ])('comes back after %s, backing off, while it has attempts', (_what, thrown, errorCode) => {
    expect(decide({ thrown })).toMatchObject({ type: 'requeue', afterMs: 10_000, attempt: 2, errorCode });
    expect(decide({ thrown }, LAST)).toMatchObject({ type: 'finish', status: 'failed', errorCode });
  });

  it('comes back when GitLab asked it to, however often, without using up an attempt', () => {
    expect(decide({ thrown: foreign('rate_limited', 40_000) }, LAST)).toMatchObject({
      type: 'requeue',
      afterMs: 45_000,
      attempt: 2,
      errorCode: 'gitlab_rate_limited',
    });
    expect(decide({ thrown: foreign('rate_limited') }, LAST)).toMatchObject({ type: 'requeue', attempt: 2 });
    expect(decide({ thrown: foreign('transient', 40_000) })).toMatchObject({ type: 'requeue', afterMs: 45_000 });
  });

  it.each(['auth', 'permission', 'not_found', 'validation', 'unsupported'] as const)(
    'fails at once when only a person can help: %s',
    (kind) => {
      expect(decide({ thrown: foreign(kind) })).toEqual({
        type: 'finish',
        status: 'failed',
        error: 'GitLab A could not read a project: it said so',
        errorCode: `gitlab_${kind}`,
      });
    },
  );

  it('fails at once for our own mistakes', () => {
    expect(decide({ thrown: new TypeError('x is undefined') })).toMatchObject({
      status: 'failed',
      error: 'x is undefined',
      errorCode: 'internal_error',
    });
    expect(decide({ thrown: 'a text' })).toMatchObject({ status: 'failed', error: 'a text' });
  });

  const endings: [string, Ending][] = [
    ['stops', { thrown: new Error('aborted') }],
    ['returns all the same', { result: { status: 'success' } }],
  ];

  describe.each(endings)('when it was aborted and %s', (_how, ending) => {
    it('is cancelled if somebody cancelled it', () => {
      expect(decide({ ...ending, aborted: 'cancelled' })).toMatchObject({
        type: 'finish',
        status: 'cancelled',
        error: null,
      });
    });

    it('goes back to the queue at once if the process stops, and has lost no attempt', () => {
      expect(decide({ ...ending, aborted: 'shutdown' }, LAST)).toMatchObject({
        type: 'requeue',
        afterMs: 0,
        attempt: 2,
      });
    });

    it('fails if it took too long', () => {
      expect(decide({ ...ending, aborted: 'time_limit' })).toMatchObject({
        status: 'failed',
        error: 'It was stopped at its time limit of 10 minutes.',
        errorCode: 'time_limit',
      });
      expect(decide({ ...ending, aborted: 'time_limit' }, LAST)?.error).toContain('90 seconds');
    });

    it('says nothing if it is somebody else’s now', () => {
      expect(decide({ ...ending, aborted: 'lease_lost' })).toBeNull();
    });
  });
});
