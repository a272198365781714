import type { Failure, FailureCause } from './failure';

/** A request that got no usable answer. */
export interface TransportFault {
  /** `code` of the socket, DNS, TLS or parser error. */
  code: string;
  message: string;
  /** False when the connection never stood, so that the server cannot have seen the request. */
  connected: boolean;
}

type Row = [pattern: RegExp, cause: FailureCause, words: string, repeatable: boolean, beforeSending: boolean];

const ROWS: Row[] = [
  [/^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/, 'dns', 'its host name cannot be resolved', true, true],
  [/^ECONNREFUSED$/, 'refused', 'connection refused', true, true],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|EADDRNOTAVAIL)$/, 'unreachable', 'its address cannot be reached', true, true],
  [/^ADDRESS_FORBIDDEN$/, 'address_forbidden', '', false, true],
  [
    /^(CERT_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO|HOSTNAME_MISMATCH|INVALID_CA)$/,
    'tls',
    'the TLS connection was not trusted or failed',
    false,
    true,
  ],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT|TIMEOUT|ERR_SOCKET_CONNECTION_TIMEOUT)$/, 'timeout', 'no answer in time', true, false],
  [/^PROXY$/, 'proxy', 'the proxy did not let us through', true, true],
  [/^TOO_LARGE$/, 'too_large', '', false, false],
  [/^TRUNCATED$/, 'truncated', 'the answer broke off', true, false],
  [/^SOURCE_FAILED$/, 'source_failed', 'the content to send could not be read', false, false],
];

const UNKNOWN: Row = [/./, 'reset', 'the connection broke', true, false];

/** OpenSSL's errors are a line of codes and files of its sources; people need its reason only. */
const plain = (message: string): string => (/:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? message).trim();

/** Every failure below HTTP is `transient`, but a forbidden address and an oversized answer, which waiting never mends. */
export function classifyTransport(fault: TransportFault): Failure {
  const [, cause, words, repeatable, beforeSending] = ROWS.find(([pattern]) => pattern.test(fault.code)) ?? UNKNOWN;
  return {
    kind: cause === 'address_forbidden' ? 'permission' : cause === 'too_large' ? 'validation' : 'transient',
    reason: words ? `${words} (${plain(fault.message) || fault.code})` : fault.message,
    status: null,
    cause,
    effect: beforeSending || !fault.connected ? 'none' : 'unknown',
    repeatable,
  };
}
