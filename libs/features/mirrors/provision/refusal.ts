import { AppError, ForeignError, type AppErrorKind } from '@app/common';
import type { Run } from '@features/runs';
import { PULL_FIELD, PULL_NEEDS_PREMIUM } from '../gitlab/needs-premium';

const PASSING: AppErrorKind[] = ['unavailable', 'too_many'];
const PASSING_KINDS: ForeignError['kind'][] = ['transient', 'rate_limited'];

/** Whether somebody has to mend something before it can work. What is not known to be so may pass by itself. */
export function isRefusal(error: unknown): error is AppError | ForeignError {
  if (error instanceof ForeignError) return !PASSING_KINDS.includes(error.kind);
  return error instanceof AppError && !PASSING.includes(error.kind);
}

/** What the caller hears when GitLab, or a rule of ours, refused what a run tried for them. */
export function refusalOf(run: Run): AppError {
  const code = run.errorCode ?? 'refused';
  const message = (run.error ?? 'It was refused.').replace(/([^.!?])$/, '$1.');
  // A token that GitLab doesn't accept any more is nothing the caller's request can mend.
  const kind = code === 'gitlab_auth' || code === 'internal_error' ? 'upstream' : 'rule';
  const errors = code === PULL_NEEDS_PREMIUM ? [{ field: PULL_FIELD, message }] : [];
  return new AppError(kind, code, message, { errors });
}

/** A stable code for a refusal, as run rows keep it. */
export const refusalCode = (error: AppError | ForeignError): string =>
  error instanceof ForeignError ? `gitlab_${error.kind}` : error.code;
