import { SetMetadata } from '@nestjs/common';
import type { Settings } from '@app/config';

const PERIODIC = 'maestro:periodic';

export interface PeriodicOptions {
  name: string;
  /** Seconds from one start to the next. */
  seconds: (settings: Settings) => number;
}

/** Aborted when the process stops or another one has taken over. */
export type PeriodicWork = (signal: AbortSignal) => Promise<void>;

/**
 * Marks a method of a provider of a worker module as something to do again and again, in one process of the cluster
 * at a time, never overlapping itself. It gets an AbortSignal, and must stand being killed anywhere.
 */
export const Periodic = (
  name: string,
  seconds: (settings: Settings) => number,
): (<W extends PeriodicWork>(target: object, key: string, descriptor: TypedPropertyDescriptor<W>) => void) => {
  const mark = SetMetadata(PERIODIC, { name, seconds } satisfies PeriodicOptions);
  return (target, key, descriptor) => void mark(target, key, descriptor);
};

export const periodicOptions = (method: object): PeriodicOptions | undefined =>
  Reflect.getMetadata(PERIODIC, method) as PeriodicOptions | undefined;
