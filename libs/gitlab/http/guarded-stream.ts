import { pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import type { Failure } from '../errors';
import type { Timing } from '../timing';

export interface StreamGuard {
  /** More bytes than this end the stream with an error. */
  maxBytes: number;
  /** So long without a byte ends it with an error. */
  idleMs: number;
  timing: Timing;
  signal?: AbortSignal | undefined;
  /** Makes the error of this instance. */
  toError: (failure: Failure) => Error;
}

/** A download that cannot grow or hang without end; every error it ends with is one of ours. */
export function guardStream(source: Readable, guard: StreamGuard): Readable {
  const { timing, toError } = guard;
  let bytes = 0;
  const idle = (): void => void guarded.destroy(toError(broken('timeout', 'the download stands still')));
  let cancelIdle = timing.after(guard.idleMs, idle);
  const onAbort = (): void => void guarded.destroy(toError(broken('aborted', 'the call was cancelled')));

  const guarded = new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
      bytes += chunk.length;
      cancelIdle();
      cancelIdle = timing.after(guard.idleMs, idle);
      if (bytes > guard.maxBytes) done(toError(tooLarge(guard.maxBytes)));
      else done(null, chunk);
    },
  });
  // Raised before the pipeline closes the other end, so that the reader learns the cause in our words.
  source.once(
    'error',
    (error) => void guarded.destroy(toError(broken('truncated', `the download broke off (${error.message})`))),
  );
  pipeline(source, guarded, () => {
    cancelIdle();
    guard.signal?.removeEventListener('abort', onAbort);
  });
  guard.signal?.addEventListener('abort', onAbort, { once: true });
  return guarded;
}

export const tooLarge = (maxBytes: number): Failure => ({
  kind: 'validation',
  reason: `the file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MiB`,
  status: 200,
  cause: 'too_large',
  effect: 'none',
  repeatable: false,
});

const broken = (cause: 'timeout' | 'truncated' | 'aborted', reason: string): Failure => ({
  kind: 'transient',
  reason,
  status: null,
  cause,
  effect: 'none',
  repeatable: true,
});
