import { type Mirroring, sshFault } from './ssh-rule';

const possible: Mirroring = {
  direction: 'push',
  transport: 'ssh',
  source: { name: 'Production', gitlabVersion: '19.0.1-ee' },
  target: { name: 'Backup', sshHostKeys: ['ssh-ed25519 AAAA'] },
};

describe('mirroring over SSH', () => {
  it.each<[string, Partial<Mirroring>]>([
    ['a push to a GitLab whose host key is known', {}],
    ['a source whose version nobody knows', { source: { name: 'Production', gitlabVersion: null } }],
  ])('is possible: %s', (_what, over) => expect(sshFault({ ...possible, ...over })).toBeNull());

  it('is nobody’s concern where HTTPS is used', () => {
    const target = { name: 'Backup', sshHostKeys: [] };
    expect(sshFault({ ...possible, transport: 'https', direction: 'pull', target })).toBeNull();
  });

  it.each<[string, Partial<Mirroring>, string, RegExp]>([
    ['pulling', { direction: 'pull' }, 'ssh_push_only', /Set mirror_direction to push/],
    [
      'no host keys',
      { target: { name: 'Backup', sshHostKeys: [] } },
      'ssh_host_keys_missing',
      /Backup has no SSH host keys.*instance_configuration/,
    ],
    [
      'an old source',
      { source: { name: 'Production', gitlabVersion: '18.9.2-ee' } },
      'ssh_needs_newer_gitlab',
      /Production runs GitLab 18\.9\.2-ee.*needs 18\.10/,
    ],
  ])('is refused: %s', (_what, over, code, message) => {
    expect(sshFault({ ...possible, ...over })).toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });
});
