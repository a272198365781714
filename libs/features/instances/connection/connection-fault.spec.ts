import { type FailureKind, ForeignError } from '@app/common';
import { connectionFault } from './connection-fault';

const error = (kind: FailureKind, cause?: string, retryAfterMs?: number): ForeignError =>
  new ForeignError({
    kind,
    instance: 'Alpha',
    operation: 'tell whose token this is',
    reason: 'because it is so.',
    status: null,
    ...(cause !== undefined && { cause }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

describe('why an instance cannot be used', () => {
  it.each<[FailureKind, string | undefined, string, string, RegExp]>([
    ['transient', 'dns', 'url', 'instance_unreachable', /spelling/],
    ['transient', 'refused', 'url', 'instance_unreachable', /port/],
    ['transient', 'unreachable', 'url', 'instance_unreachable', /firewalls/],
    ['transient', 'timeout', 'url', 'instance_unreachable', /firewalls/],
    ['transient', 'reset', 'url', 'instance_unreachable', /http against https/],
    ['transient', 'tls', 'url', 'instance_unreachable', /GITLAB_CA_FILE/],
    ['transient', 'proxy', 'url', 'instance_unreachable', /HTTPS_PROXY/],
    ['transient', 'overloaded', 'url', 'instance_unreachable', /healthy/],
    ['permission', 'address_forbidden', 'url', 'address_forbidden', /ALLOW_PRIVATE_INSTANCES/],
    ['validation', 'not_gitlab', 'url', 'not_a_gitlab', /start page/],
    ['validation', 'redirect', 'url', 'not_a_gitlab', /redirects/],
    ['auth', 'login_page', 'url', 'not_a_gitlab', /login/],
    ['not_found', undefined, 'url', 'not_a_gitlab', /start page/],
    ['auth', undefined, 'token', 'token_refused', /copied whole/],
    ['auth', 'token_expired', 'token', 'token_refused', /expired/],
    ['auth', 'token_revoked', 'token', 'token_refused', /revoked/],
    ['permission', 'insufficient_scope', 'token', 'token_scope_missing', /scope api/],
    ['permission', undefined, 'token', 'token_refused', /scope api/],
    ['rate_limited', undefined, 'url', 'instance_rate_limited', /minute/],
  ])('%s (%s) blames %s', (kind, cause, field, code, advice) => {
    const fault = connectionFault(error(kind, cause), 'https://alpha.example');
    expect(fault).toMatchObject({ kind: 'rule', code, errors: [{ field, message: expect.stringMatching(advice) }] });
    expect(fault.message).toMatch(/^https:\/\/alpha\.example cannot be used: because it is so\. [A-Z].*\.$/);
  });

  it('says when to try again', () => {
    expect(connectionFault(error('rate_limited', undefined, 12_300), 'https://a.example').retryAfter).toBe(13);
  });
});
