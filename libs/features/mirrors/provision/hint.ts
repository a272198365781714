import { ForeignError, isFailure } from '@app/common';

/** A refusal of GitLab to let somebody in for a mirror, with what else one can do; other failures as they are. */
export function withHint(error: unknown, hint: string): unknown {
  if (!isFailure(error, 'permission', 'unsupported', 'not_found')) return error;
  const { kind, instance, operation, reason, status } = error;
  return new ForeignError({ kind, instance, operation, reason: `${reason}. ${hint}`, status });
}
