import { brokenRule, tokenStatus } from '@app/common';
import { ACCESS } from '@app/gitlab';
import type { MirrorDirection } from '@features/pairs';
import type { MirrorSettings } from '../mirror-settings';

/** Least scope of the credential: a push mirror writes to the target, a pull mirror reads from the source. */
export const gitScope = (direction: MirrorDirection): 'write_repository' | 'read_repository' =>
  direction === 'push' ? 'write_repository' : 'read_repository';

/** Least role of our bot: Maintainers may push to protected branches, Developers to the others, Reporters may read. */
export function botRole(direction: MirrorDirection, settings: MirrorSettings): number {
  if (direction === 'pull') return ACCESS.reporter;
  return settings.mirrorProtectedBranches ? ACCESS.maintainer : ACCESS.developer;
}

/** Recognisable for people, and unique: a lost answer is found again by it, and two installations never meet. */
export const botTokenName = (mirrorId: number, random: string): string => `mirror-maestro-${mirrorId}-${random}`;

/** The day (YYYY-MM-DD, UTC) at whose start a token made now dies. */
export const expiryDay = (now: Date, lifetimeDays: number): string =>
  new Date(now.getTime() + lifetimeDays * 86_400_000).toISOString().slice(0, 10);

export interface GroupTokenFacts {
  groupPath: string;
  tokenName: string;
  /** Empty when GitLab did not tell them. */
  scopes: string[];
  expiresAt: string | null;
}

/**
 * A group token that is configured for the project is used or complained about, never silently passed over.
 * Scope `api` is not enough: for group and project tokens it doesn't cover Git over HTTPS.
 * @throws AppError 400 that says what is wrong with it
 */
export function checkGroupToken(token: GroupTokenFacts, direction: MirrorDirection, instance: string, now: Date): void {
  const name = `The group token ${token.tokenName} of ${token.groupPath} on ${instance}`;
  if (tokenStatus(token.expiresAt, now) === 'expired') {
    throw brokenRule('group_token_expired', `${name} has expired. Enter a new one under group tokens.`);
  }
  const scope = gitScope(direction);
  const enough = [scope, 'write_repository'];
  if (token.scopes.length > 0 && !token.scopes.some((has) => enough.includes(has))) {
    throw brokenRule(
      'group_token_scope',
      `${name} lacks the scope ${scope}. Enter one that has it under group tokens.`,
    );
  }
}
