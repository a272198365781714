import { addressesOf, gitUrl, hostAndPath, sshUrl, withCredentials } from './git-url';

const project = (http_url_to_repo: string, path_with_namespace = 'platform/api') => ({
  http_url_to_repo,
  path_with_namespace,
});

describe('the Git URL of a project', () => {
  it.each([
    [
      "is GitLab's own when the host is the instance's",
      'https://git.test',
      'https://git.test/platform/api.git',
      'https://git.test/platform/api.git',
    ],
    [
      "takes GitLab's scheme: mirroring follows no redirect",
      'http://git.test',
      'https://git.test/platform/api.git',
      'https://git.test/platform/api.git',
    ],
    [
      'is below the registered URL when GitLab calls itself something else',
      'http://127.0.0.1:4001',
      'http://gitlab.internal/platform/api.git',
      'http://127.0.0.1:4001/platform/api.git',
    ],
    [
      'another port is another address',
      'http://127.0.0.1:4001',
      'http://127.0.0.1/platform/api.git',
      'http://127.0.0.1:4001/platform/api.git',
    ],
    [
      'keeps a relative root of the instance',
      'https://tools.test/gitlab',
      'https://git.internal/platform/api.git',
      'https://tools.test/gitlab/platform/api.git',
    ],
    ['does without when GitLab tells none', 'https://git.test', '', 'https://git.test/platform/api.git'],
    [
      'carries no user',
      'https://git.test',
      'https://me@git.test/platform/api.git',
      'https://git.test/platform/api.git',
    ],
  ])('%s', (_name, instance, told, expected) => expect(gitUrl(instance, project(told))).toBe(expected));
});

describe('the SSH URL of a project', () => {
  const over = (ssh_url_to_repo: string | null) => ({
    ...project('https://git.test/platform/api.git'),
    ssh_url_to_repo,
  });

  it.each([
    ['git@git.test:platform/api.git', 'ssh://git@git.test/platform/api.git'],
    ['gitlab@ssh.git.test:platform/api.git', 'ssh://gitlab@ssh.git.test/platform/api.git'],
    ['git@[2001:db8::1]:platform/api.git', 'ssh://git@[2001:db8::1]/platform/api.git'],
    ['ssh://git@git.test:2222/platform/api.git', 'ssh://git@git.test:2222/platform/api.git'],
  ])('%s is %s', (told, expected) => expect(sshUrl(over(told))).toBe(expected));

  it.each([null, '', '/srv/git/api.git', 'https://git.test/api.git'])('is not made up of %p', (told) => {
    expect(() => sshUrl(over(told))).toThrow(/tells no SSH address of platform\/api/);
  });

  it('is one of the two addresses by which a mirror may lead to it', () => {
    const addresses = addressesOf('https://git.test', over('git@git.test:platform/api.git'));
    expect([...addresses]).toEqual(['git.test/platform/api', 'ssh://git.test/platform/api']);
    expect([...addressesOf('https://git.test', over(null))]).toEqual(['git.test/platform/api']);
  });
});

describe('credentials in a URL', () => {
  it('are user and token', () => {
    expect(withCredentials('https://git.test/a/b.git', 'mirror-bot', 'glpat-x')).toBe(
      'https://mirror-bot:glpat-x@git.test/a/b.git',
    );
  });

  it('are encoded', () => {
    expect(withCredentials('https://git.test/a.git', 'bot', 'a/b@c:d%')).toBe(
      'https://bot:a%2Fb%40c%3Ad%25@git.test/a.git',
    );
  });

  it.each(['', 'my token', 'me@home'])('the user "%s" becomes oauth2', (user) => {
    expect(withCredentials('https://git.test/a.git', user, 't')).toBe('https://oauth2:t@git.test/a.git');
  });
});

describe('the same repository', () => {
  it.each([
    ['https://*****:*****@git.test/a/b.git', 'https://git.test/a/b.git', true],
    ['https://user:x@GIT.test/A/b.git', 'https://git.test/a/b', true],
    ['http://git.test/a/b.git', 'https://git.test/a/b.git', true],
    ['https://git.test:8443/a/b.git', 'https://git.test/a/b.git', false],
    ['https://git.test/a/b.git', 'https://git.test/a/c.git', false],
    ['https://other.test/a/b.git', 'https://git.test/a/b.git', false],
    ['ssh://*****@git.test:22/a/b.git', 'ssh://git@git.test/a/b.git', true],
    ['ssh://git@git.test:2222/a/b.git', 'ssh://git@git.test/a/b.git', false],
    ['ssh://git@git.test/a/b.git', 'https://git.test/a/b.git', false],
  ])('%s and %s: %s', (a, b, same) => expect(hostAndPath(a) === hostAndPath(b)).toBe(same));

  it('is nowhere for something that is no URL', () => expect(hostAndPath('no url')).toBeNull());

  it('is told by host, port and path', () => {
    expect(hostAndPath('https://*****:*****@git.test:8443/a/b%20c.git')).toBe('git.test:8443/a/b c');
  });
});
