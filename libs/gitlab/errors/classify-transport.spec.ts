import { classifyTransport } from './classify-transport';

describe('a request without an answer', () => {
  it.each([
    ['ENOTFOUND', 'dns', 'none', true],
    ['EAI_AGAIN', 'dns', 'none', true],
    ['ECONNREFUSED', 'refused', 'none', true],
    ['EHOSTUNREACH', 'unreachable', 'none', true],
    ['ENETUNREACH', 'unreachable', 'none', true],
    ['CERT_HAS_EXPIRED', 'tls', 'none', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'none', false],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'none', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'none', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'none', false],
    ['EPROTO', 'tls', 'none', false],
    ['ECONNRESET', 'reset', 'unknown', true],
    ['EPIPE', 'reset', 'unknown', true],
    ['HPE_INVALID_CONSTANT', 'reset', 'unknown', true],
    ['UNKNOWN', 'reset', 'unknown', true],
    ['TIMEOUT', 'timeout', 'unknown', true],
    ['ETIMEDOUT', 'timeout', 'unknown', true],
    ['TRUNCATED', 'truncated', 'unknown', true],
    ['SOURCE_FAILED', 'source_failed', 'unknown', false],
  ])('%s is transient: %s, effect %s', (code, cause, effect, repeatable) => {
    expect(classifyTransport({ code, message: '', connected: true })).toMatchObject({
      kind: 'transient',
      status: null,
      cause,
      effect,
      repeatable,
    });
  });

  it.each(['ETIMEDOUT', 'TIMEOUT', 'ECONNRESET'])('%s before the connection stood had no effect', (code) => {
    expect(classifyTransport({ code, message: '', connected: false }).effect).toBe('none');
  });

  it('tells the reason of OpenSSL without its codes', () => {
    const message =
      'write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/ssl3_record.c:350:\n';
    expect(classifyTransport({ code: 'EPROTO', message, connected: false }).reason).toBe(
      'the TLS connection was not trusted or failed (wrong version number)',
    );
  });

  it('a forbidden address is not a matter of waiting', () => {
    const fault = { code: 'ADDRESS_FORBIDDEN', message: '10.0.0.1 is a private address', connected: false };
    expect(classifyTransport(fault)).toMatchObject({
      kind: 'permission',
      cause: 'address_forbidden',
      reason: '10.0.0.1 is a private address',
      repeatable: false,
    });
  });

  it('an answer too large for us is not one either', () => {
    expect(classifyTransport({ code: 'TOO_LARGE', message: 'large', connected: true })).toMatchObject({
      kind: 'validation',
      cause: 'too_large',
      effect: 'unknown',
    });
  });
});
