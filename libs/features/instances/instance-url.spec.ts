import { AppError } from '@app/common';
import { normaliseInstanceUrl } from './instance-url';

function catchError(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('the URL of an instance', () => {
  it.each([
    ['as it is', 'https://gitlab.example.com', 'https://gitlab.example.com'],
    ['without a scheme', 'gitlab.example.com', 'https://gitlab.example.com'],
    ['without a scheme, with a port', 'gitlab.example.com:8443', 'https://gitlab.example.com:8443'],
    ['on this machine, without a scheme', 'localhost:3000', 'http://localhost:3000'],
    ['by number, without a scheme', '127.0.0.1:8080/gitlab', 'http://127.0.0.1:8080/gitlab'],
    ['by IPv6 number, without a scheme', '[::1]:8080', 'http://[::1]:8080'],
    ['on a host that only begins so', 'localhost.example.com', 'https://localhost.example.com'],
    ['plain http', 'http://10.0.0.7:8080', 'http://10.0.0.7:8080'],
    ['with white space around', '  https://gitlab.example.com \n', 'https://gitlab.example.com'],
    ['with a trailing slash', 'https://gitlab.example.com/', 'https://gitlab.example.com'],
    ['with many of them', 'https://gitlab.example.com///', 'https://gitlab.example.com'],
    ['of a relative installation', 'https://example.com/gitlab/', 'https://example.com/gitlab'],
    ['with an unclean path', 'https://example.com//tools/./gitlab', 'https://example.com/tools/gitlab'],
    ['pasted from an API client', 'https://gitlab.example.com/api/v4/', 'https://gitlab.example.com'],
    ['in capitals', 'HTTPS://GitLab.Example.COM/GitLab', 'https://gitlab.example.com/GitLab'],
    ['with the default port', 'https://gitlab.example.com:443', 'https://gitlab.example.com'],
    ['IPv6', 'http://[::1]:8080/', 'http://[::1]:8080'],
    ['international', 'https://gitlab.bücher.example', 'https://gitlab.xn--bcher-kva.example'],
  ])('%s', (_what, input, expected) => {
    expect(normaliseInstanceUrl(input)).toBe(expected);
    expect(normaliseInstanceUrl(expected)).toBe(expected);
  });

  it.each([
    ['empty', '   '],
    ['a strange scheme', 'ftp://gitlab.example.com'],
    ['SSH', 'ssh://git@gitlab.example.com'],
    ['a scheme without slashes', 'javascript:alert(1)'],
    ['a local file', 'file:///etc/passwd'],
    ['the SCP form', 'git@gitlab.example.com:group/project.git'],
    ['credentials', 'https://oauth2:secret@gitlab.example.com'],
    ['a user', 'root@gitlab.example.com'],
    ['a query', 'https://gitlab.example.com/?private_token=x'],
    ['an empty query', 'https://gitlab.example.com?'],
    ['a fragment', 'https://gitlab.example.com/#top'],
    ['no host', 'https://'],
    ['an impossible port', 'https://gitlab.example.com:99999'],
    ['a blank inside', 'https://gitlab example.com'],
    ['a backslash', String.raw`https:\\gitlab.example.com`],
    ['too much', `https://gitlab.example.com/${'x'.repeat(500)}`],
  ])('refuses %s, naming the field', (_what, input) => {
    const refused = catchError(() => normaliseInstanceUrl(input));
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ kind: 'invalid', errors: [{ field: 'url' }] });
    expect(String(refused)).not.toMatch(/secret|private_token/);
  });
});
