import { bypassesProxy } from './no-proxy';

describe('NO_PROXY', () => {
  it.each([
    ['https://gitlab.example.com', undefined, false],
    ['https://gitlab.example.com', '', false],
    ['https://gitlab.example.com', '*', true],
    ['https://gitlab.example.com', 'example.com', true],
    ['https://gitlab.example.com', '.example.com', true],
    ['https://gitlab.example.com', '*.example.com', true],
    ['https://GitLab.Example.com', 'GITLAB.example.COM', true],
    ['https://notexample.com', 'example.com', false],
    ['https://gitlab.example.com', 'other.com, example.com', true],
    ['https://gitlab.example.com', 'other.com example.com', true],
    ['https://gitlab.example.com', 'example.com:443', true],
    ['https://gitlab.example.com:8443', 'example.com:443', false],
    ['http://10.0.0.7', '10.0.0.7', true],
    ['http://[::1]:8080', '::1', true],
    ['http://[::1]:8080', '[::1]:8080', true],
    ['http://[::1]:8080', '[::1]:80', false],
  ])('%s with %s: direct %s', (url, noProxy, expected) => {
    expect(bypassesProxy(new URL(url), noProxy)).toBe(expected);
  });
});
