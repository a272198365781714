import { AppError, type FailureKind, ForeignError } from '@app/common';
import { judge } from './judge';

const error = (kind: FailureKind, cause?: string): ForeignError =>
  new ForeignError({
    kind,
    instance: 'Alpha',
    operation: 'x',
    reason: 'so it is',
    status: null,
    ...(cause && { cause }),
  });

describe('what a failed probe says about the health of an instance', () => {
  it.each<[FailureKind, string | undefined]>([
    ['transient', 'refused'],
    ['transient', 'timeout'],
    ['transient', undefined],
    ['auth', undefined],
    ['permission', 'insufficient_scope'],
    ['not_found', undefined],
  ])('%s (%s): degraded', (kind, cause) => {
    expect(judge(error(kind, cause))).toEqual({ health: 'degraded', error: 'so it is' });
  });

  it('a token that we cannot decrypt: degraded, with what to do', () => {
    const unreadable = new AppError('unavailable', 'secret_unreadable', 'Put the former key back.');
    expect(judge(unreadable)).toEqual({ health: 'degraded', error: 'Put the former key back.' });
  });

  it('our database being away: nothing', () => {
    expect(judge(new Error('Connection terminated'))).toBeNull();
  });

  it.each<[FailureKind, string | undefined]>([
    ['rate_limited', undefined],
    ['transient', 'circuit_open'],
    ['transient', 'no_slot'],
    ['transient', 'aborted'],
  ])('%s (%s): nothing new', (kind, cause) => {
    expect(judge(error(kind, cause))).toBeNull();
  });
});
