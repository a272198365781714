import { redact, rememberSecret, safeMessage, withoutCredentials } from './redact';

describe('redact', () => {
  it.each([
    ['credentials in a URL', 'push to https://oauth2:s3cr3t@git.example.com/a/b.git', 's3cr3t'],
    ['a GitLab token anywhere', 'token glpat-abcdefghij1234567890 refused', 'abcdefghij'],
    ['a newer GitLab token with a dot', 'glpat-abcdefghij.01.12345678', '12345678'],
    ['a header', 'PRIVATE-TOKEN: plain-old-value', 'plain-old-value'],
    ['a JSON header', '{"authorization":"Basic YWRtaW46cHc="}', 'YWRtaW46cHc='],
    ['a query parameter', 'GET /x?private_token=abc123&page=2', 'abc123'],
    ['a bearer token', 'Authorization: Bearer eyJhbGciOi', 'eyJhbGciOi'],
  ])('masks %s', (_name, text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('[redacted]');
  });

  it('masks a secret it was told about, plain and URL-encoded', () => {
    rememberSecret('pass/word+1');
    expect(redact('tried pass/word+1 and pass%2Fword%2B1')).toBe('tried [redacted] and [redacted]');
  });

  it('leaves ordinary text alone', () => {
    const text = 'issue #12 of platform/api at https://gitlab.example.com/platform/api/-/issues/12';
    expect(redact(text)).toBe(text);
  });

  it.each([
    ['https://*****:*****@git.example.com/a/b.git', 'https://git.example.com/a/b.git'],
    ['http://oauth2:p@ss@git.example.com:8080/a/b.git', 'http://git.example.com:8080/a/b.git'],
    ['https://git.example.com/a/@b.git', 'https://git.example.com/a/@b.git'],
  ])('shows %s as %s, without the credentials', (url, shown) => {
    expect(withoutCredentials(url)).toBe(shown);
  });

  it('gives one safe line for anything thrown', () => {
    expect(safeMessage(new Error('a\nb\0c'))).toBe('a bc');
    expect(safeMessage('plain')).toBe('plain');
  });
});
