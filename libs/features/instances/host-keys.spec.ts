import { utils } from 'ssh2';
import { hostKeyFingerprint, normaliseHostKeys } from './host-keys';

const ed25519 = (): string => utils.generateKeyPairSync('ed25519').public;

describe('host keys', () => {
  const key = ed25519();

  it.each([
    ['a bare key', [key], [key]],
    ['a comment is left out', [`${key} root@gitlab`], [key]],
    ['a line of known_hosts', [`gitlab.test ${key}`], [`gitlab.test ${key}`]],
    ['another port', [`[gitlab.test]:2222,[10.0.0.1]:2222  ${key}`], [`[gitlab.test]:2222,[10.0.0.1]:2222 ${key}`]],
    ['what ssh-keyscan prints', ['# gitlab.test:22 SSH-2.0-OpenSSH', `gitlab.test ${key}`, ''], [`gitlab.test ${key}`]],
    ['the same twice', [key, ` ${key} again`], [key]],
    ['none', [], []],
  ])('are taken: %s', (_what, lines, expected) => expect(normaliseHostKeys(lines)).toEqual(expected));

  it.each([
    ['a fingerprint', 'SHA256:2Vn0vmBKHv0s1Tg5sBwMmqbnXF0LHBOjG7FvjhSjrWU'],
    ['a type that is dead', key.replace('ssh-ed25519', 'ssh-dss')],
    ['data of another type', key.replace('ssh-ed25519', 'ssh-rsa')],
    ['data that is cut off', key.slice(0, -5)],
    ['a marked line', `@revoked gitlab.test ${key}`],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
  ])('are refused: %s', (_what, line) => expect(() => normaliseHostKeys([line])).toThrow(/is no host key/));

  it('are at most ten, as many as GitLab takes', () => {
    expect(() => normaliseHostKeys(Array.from({ length: 11 }, ed25519))).toThrow(/takes 10 at most/);
  });

  it('have the fingerprint that OpenSSH shows, wherever the line comes from', () => {
    const gitlabCom = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf';
    expect(hostKeyFingerprint(gitlabCom)).toBe('eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8');
    expect(hostKeyFingerprint(`gitlab.com ${gitlabCom}`)).toBe(hostKeyFingerprint(gitlabCom));
  });
});
