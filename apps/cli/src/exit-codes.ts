/** What scripts can tell from the exit code. */
export const EXIT = {
  ok: 0,
  /** Something failed; the output says what. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** A dry run found something to change. */
  drift: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command line that can't be understood. */
export class UsageError extends Error {}

/** Something failed in a way that has a sentence for the user. */
export class Failure extends Error {}

/** One that may be over in a moment. */
export class PassingFailure extends Failure {}
