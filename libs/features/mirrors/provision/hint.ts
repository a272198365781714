import { ForeignError, type FailureKind } from '@app/common';

const OF_RIGHTS: FailureKind[] = ['permission', 'unsupported', 'not_found'];

/** A refusal of GitLab to let somebody in for a mirror, with what else one can do; other failures as they are. */
export function withHint(error: unknown, hint: string): unknown {
  if (!(error instanceof ForeignError) || !OF_RIGHTS.includes(error.kind)) return error;
  const { kind, instance, operation, reason, status } = error;
  return new ForeignError({ kind, instance, operation, reason: `${reason}. ${hint}`, status });
}
