import { daysLeft, EXPIRING_SOON_DAYS } from '@app/common';
import { isAtLeast } from '@app/gitlab';
import type { GitlabEdition, GitlabTier } from '../instance.entity';

/** The scope that everything we do needs. */
export const NEEDED_SCOPE = 'api';

/** What an instance told about itself and our token when we connected. */
export interface Connection {
  version: string;
  edition: GitlabEdition;
  tier: GitlabTier | null;
  userId: number;
  username: string;
  /** The token belongs to a bot user: it is a project or group access token. */
  isBot: boolean;
  /** Null when GitLab does not tell them. */
  scopes: string[] | null;
  /** Day (UTC) at whose start the token dies; null: never, or GitLab does not tell. */
  expiresAt: string | null;
  /** Milliseconds of one request. */
  latencyMs: number;
}

/** The first version that triggers push mirrors by its API. */
const NEEDED_VERSION = '16.11';

export const lacksScope = ({ scopes }: Pick<Connection, 'scopes'>): boolean =>
  scopes !== null && !scopes.includes(NEEDED_SCOPE);

/** What works, but will not work well or for long; one sentence each. */
export function connectionWarnings(connection: Connection, now: Date): string[] {
  const { scopes, expiresAt, isBot, username, version } = connection;
  const warnings: string[] = [];
  if (scopes === null) warnings.push(`GitLab does not tell the scopes of this token; it needs ${NEEDED_SCOPE}.`);
  if (lacksScope(connection))
    warnings.push(`The token lacks the scope ${NEEDED_SCOPE}; replace it by one that has it.`);
  if (expiresAt !== null) {
    const days = daysLeft(expiresAt, now);
    if (days <= 0) warnings.push(`The token expired on ${expiresAt}; replace it.`);
    else if (days <= EXPIRING_SOON_DAYS) {
      warnings.push(`The token expires on ${expiresAt}, in ${days === 1 ? 'one day' : `${days} days`}; replace it.`);
    }
  }
  if (isBot) {
    warnings.push(
      `The token belongs to the bot ${username}: it reaches only its own project or group and cannot make project access tokens. Use the token of a user or service account.`,
    );
  }
  if (isAtLeast(version, NEEDED_VERSION) === false) {
    warnings.push(`GitLab ${version} cannot start push mirrors on request; that needs ${NEEDED_VERSION}.`);
  }
  return warnings;
}
