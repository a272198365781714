import { AppError, brokenRule, type FailureKind, type ForeignError } from '@app/common';
import { NEEDED_SCOPE } from './connection';

interface Advice {
  field: 'url' | 'token';
  code: string;
  advice: string;
}

const unreachable = (advice: string): Advice => ({ field: 'url', code: 'instance_unreachable', advice });
const notGitlab = (advice: string): Advice => ({ field: 'url', code: 'not_a_gitlab', advice });
const badToken = (advice: string): Advice => ({ field: 'token', code: 'token_refused', advice });

const BY_CAUSE: Partial<Record<string, Advice>> = {
  dns: unreachable('Check the spelling of the host, and that this server can resolve it.'),
  refused: unreachable('Check host and port, and that GitLab is running there.'),
  unreachable: unreachable('Check the address, and the network and firewalls on the way.'),
  timeout: unreachable('Check the address, and the network and firewalls on the way.'),
  reset: unreachable('Check the address, http against https, and whether a proxy stands in between.'),
  tls: unreachable(
    'Check the certificate of the instance; for a private certificate authority set GITLAB_CA_FILE, and for plain http write http:// in the address.',
  ),
  proxy: unreachable('Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.'),
  address_forbidden: {
    field: 'url',
    code: 'address_forbidden',
    advice: 'Set ALLOW_PRIVATE_INSTANCES=true if the instance is in your own network.',
  },
  not_gitlab: notGitlab('Give the address at which the start page of GitLab opens.'),
  redirect: notGitlab('Give the address to which it redirects.'),
  login_page: notGitlab('Give the address of GitLab itself, without a login in front of it.'),
  token_expired: badToken('The token has expired; create a new one.'),
  token_revoked: badToken('The token was revoked; create a new one.'),
  insufficient_scope: {
    field: 'token',
    code: 'token_scope_missing',
    advice: `Create a token that has the scope ${NEEDED_SCOPE}.`,
  },
};

const BY_KIND: Record<FailureKind, Advice> = {
  auth: badToken(
    'GitLab does not accept the token; check that it was copied whole and is neither expired nor revoked.',
  ),
  permission: badToken(
    `GitLab does not let this token in; it needs the scope ${NEEDED_SCOPE} and a user who is not blocked.`,
  ),
  rate_limited: {
    field: 'url',
    code: 'instance_rate_limited',
    advice: 'GitLab asks us to slow down; try again in a minute.',
  },
  not_found: notGitlab('Give the address at which the start page of GitLab opens.'),
  validation: notGitlab('Give the address at which the start page of GitLab opens.'),
  unsupported: notGitlab('Give the address at which the start page of GitLab opens.'),
  transient: unreachable('Check the address, and that GitLab is healthy.'),
};

/** Why an instance cannot be used with this address and token: which of the two is wrong and what to do. */
export function connectionFault(error: ForeignError, url: string): AppError {
  const { field, code, advice } = BY_CAUSE[error.causeCode ?? ''] ?? BY_KIND[error.kind];
  const reason = error.reason.replace(/[.\s]+$/, '');
  return new AppError('rule', code, `${url} cannot be used: ${reason}. ${advice}`, {
    errors: [{ field, message: advice }],
    cause: error,
    ...(error.retryAfterMs !== undefined && { retryAfter: Math.ceil(error.retryAfterMs / 1000) }),
  });
}

/** The token works, but with too few rights. */
export const scopeMissing = (scopes: string[]): AppError =>
  brokenRule(
    'token_scope_missing',
    `The token has ${scopes.length === 0 ? 'no scopes' : `only the scopes ${scopes.join(', ')}`}; create one that has the scope ${NEEDED_SCOPE}.`,
    'token',
  );
