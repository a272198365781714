import { daysLeft, tokenStatus } from '@app/common';

export interface GroupTokenFacts {
  scopes: string[];
  expiresAt: string | null;
  describedAt: Date | null;
}

/** `api` is enough for the token of a person, not for that of a group (GitLab: it does not cover Git over HTTPS there). */
const GIT_SCOPES = ['write_repository', 'read_repository', 'api'];

/** What may go wrong with a group token that was accepted. */
export function groupTokenWarnings({ scopes, expiresAt, describedAt }: GroupTokenFacts, now: Date): string[] {
  if (describedAt === null) {
    return ['GitLab did not describe this token, so its scopes and its expiry are unknown; watch its expiry yourself.'];
  }
  const warnings: string[] = [];
  if (!scopes.some((scope) => GIT_SCOPES.includes(scope))) {
    warnings.push('The token has neither write_repository nor read_repository, so no mirror can work with it.');
  } else if (!scopes.includes('write_repository') && !scopes.includes('read_repository')) {
    warnings.push(
      'The token has no write_repository or read_repository; api alone does not let a group token use Git.',
    );
  }
  if (expiresAt === null) return warnings;
  const status = tokenStatus(expiresAt, now);
  const days = daysLeft(expiresAt, now);
  if (status === 'expired') warnings.push(`The token expired on ${expiresAt}; replace it.`);
  if (status === 'expiring_soon') {
    warnings.push(`The token expires on ${expiresAt}, in ${days === 1 ? 'one day' : `${days} days`}; replace it.`);
  }
  return warnings;
}
