import { type AppError, brokenRule, ForeignError, isFailure } from '@app/common';
import type { GitlabProject } from '@app/gitlab';
import type { Side } from '../mirror-context';

type Owner = Pick<Side, 'instance' | 'projectPath'>;

/** The code of a pull mirror that was refused for want of the licence, and the field of the request that it is about. */
export const PULL_NEEDS_PREMIUM = 'pull_needs_premium';
export const PULL_FIELD = 'mirror_direction';

const needsPremium = ({ instance, projectPath }: Owner, { reason }: ForeignError): AppError =>
  brokenRule(
    PULL_NEEDS_PREMIUM,
    `${instance.name} cannot pull into ${projectPath}: pull mirroring needs GitLab Premium there (${reason}). Set mirror_direction to push: every GitLab can push.`,
    PULL_FIELD,
  );

/**
 * What the refusal to show the pull mirror of a project means that was read a moment ago. A GitLab without Premium may
 * answer 403 or 404; which one is not documented. One with it shows on the project whether it pulls, and then 404 means
 * that it doesn't.
 * @returns normally when there is no pull mirror
 * @throws AppError that offers to push; the error itself when it says something else
 */
export function requirePullable(error: unknown, owner: Owner & { project: GitlabProject }, maintained: boolean): void {
  if (!(error instanceof ForeignError)) throw error;
  const isAbsent = error.kind === 'unsupported' || error.kind === 'not_found';
  if (isAbsent && owner.project.mirror !== undefined) return;
  const isForbidden = error.kind === 'permission' && error.causeCode === undefined && maintained;
  throw isAbsent || isForbidden ? needsPremium(owner, error) : error;
}

/** Why a pull mirror could not be made. Some GitLabs without the licence find nothing wrong until then. */
export const pullRefusal = (error: unknown, owner: Owner): unknown =>
  isFailure(error, 'unsupported') ? needsPremium(owner, error) : error;
