import { AppError, ForeignError } from '@app/common';
import type { RunContext } from '@features/runs';
import { BulkPass } from './bulk-pass';
import type { BulkItem } from './bulk-plan';

const item = (path: string): BulkItem => ({
  sourceProjectId: 1,
  sourceProjectPath: path,
  targetProjectPath: `backup/${path}`,
  targetProjectId: null,
  targetEmpty: null,
  action: 'create_and_mirror',
  reason: null,
});

const failure = (kind: ForeignError['kind']) =>
  new ForeignError({ kind, instance: 'Alpha', operation: 'create it', reason: 'no', status: null });

const begin = (isLast = false) => {
  const errors: string[] = [];
  const told: (number | null | undefined)[] = [];
  const context = {
    progress: (done: number) => void told.push(done),
    itemError: (path: string, message: string) => void errors.push(`${path}: ${message}`),
  } as unknown as RunContext;
  return { pass: new BulkPass(context, 10, isLast), errors, told };
};

describe('one attempt at the items of a plan', () => {
  it('counts what is made and names what is refused', () => {
    const { pass, errors, told } = begin();
    pass.made();
    pass.failed(item('a'), failure('permission'));
    pass.failed(item('b'), new AppError('rule', 'x', 'It is not allowed.'));
    pass.failed(item('c'), new TypeError('a bug'));
    expect(pass).toMatchObject({ created: 1, refused: 3 });
    expect(pass.postponed).toBeUndefined();
    expect(errors).toEqual(['a: Alpha could not create it: no', 'b: It is not allowed.', 'c: a bug']);
    expect(told.at(-1)).toBe(4);
  });

  it.each<[string, Error]>([
    ['a GitLab that is away', failure('transient')],
    ['a limit', failure('rate_limited')],
    ['a service of ours that is away', new AppError('unavailable', 'x', 'Not now.')],
  ])('leaves what failed for %s to the next attempt', (_name, error) => {
    const { pass, errors } = begin();
    pass.failed(item('a'), error);
    expect(pass).toMatchObject({ refused: 0, postponed: error });
    expect(errors).toEqual([]);
  });

  it('gives up on the rest only after several such failures in a row', () => {
    const { pass } = begin();
    for (let n = 0; n < 5; n++) pass.failed(item('a'), failure('transient'));
    pass.made();
    for (let n = 0; n < 5; n++) pass.failed(item('a'), failure('transient'));
    expect(pass.isHopeless).toBe(false);
    pass.failed(item('a'), failure('transient'));
    expect(pass.isHopeless).toBe(true);
  });

  it('names them all when there is no next attempt, also those that were not tried', () => {
    const { pass, errors } = begin(true);
    for (let n = 0; n < 6; n++) pass.failed(item(`p${n}`), failure('transient'));
    expect(pass.isHopeless).toBe(true);
    pass.skipped(item('rest'));
    expect(pass.refused).toBe(7);
    expect(pass.postponed).toBeUndefined();
    expect(errors.at(-1)).toBe('rest: Alpha could not create it: no');
  });
});
