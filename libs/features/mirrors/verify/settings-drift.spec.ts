import type { GitlabMirror } from '../gitlab/mirror-driver';
import { settingsDrift } from './settings-drift';

const URL = 'https://b.test/backup/api.git';

const found = (over: Partial<GitlabMirror> = {}): GitlabMirror => ({
  id: 7,
  enabled: true,
  url: 'https://*****:*****@b.test/backup/api.git',
  overwriteDiverged: false,
  onlyProtectedBranches: false,
  branchRegex: null,
  triggerBuilds: false,
  hostKeys: undefined,
  state: {
    update_status: 'finished',
    last_error: null,
    last_update_at: null,
    last_update_started_at: null,
    last_successful_update_at: null,
  },
  ...over,
});

const WANTED = {
  enabled: true,
  settings: {
    mirrorDirection: 'push' as const,
    mirrorProtectedBranches: true,
    mirrorOverwriteDiverged: false,
    mirrorTriggerBuilds: false,
    onlyMirrorProtectedBranches: false,
    mirrorBranchRegex: null,
    mirrorUserId: null,
  },
  hostKeys: null as string[] | null,
};

describe('drift', () => {
  it('is none while GitLab has what we want; masked credentials mean nothing', () => {
    expect(settingsDrift(found(), WANTED, URL, 'push')).toEqual([]);
  });

  it.each<[string, Partial<GitlabMirror>, string, unknown, unknown]>([
    ['switched off', { enabled: false }, 'enabled', true, false],
    ['led elsewhere', { url: 'https://*****:*****@evil.test/a.git' }, 'url', 'b.test/backup/api', 'evil.test/a'],
    ['made to overwrite', { overwriteDiverged: true }, 'mirror_overwrite_diverged', false, true],
    ['made to skip', { onlyProtectedBranches: true }, 'only_mirror_protected_branches', false, true],
    ['filtered', { branchRegex: '^v' }, 'mirror_branch_regex', null, '^v'],
  ])('%s', (_name, over, field, expected, actual) => {
    expect(settingsDrift(found(over), WANTED, URL, 'push')).toEqual([{ field, expected, actual }]);
  });

  it('is not made up for what GitLab does not tell', () => {
    const silent = found({ overwriteDiverged: null, branchRegex: undefined, triggerBuilds: undefined });
    const wanted = {
      ...WANTED,
      settings: { ...WANTED.settings, mirrorOverwriteDiverged: true, mirrorBranchRegex: 'x' },
    };
    expect(settingsDrift(silent, wanted, URL, 'pull')).toEqual([]);
  });

  it('over SSH, the same repository by HTTPS is elsewhere, and other host keys are drift', () => {
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf';
    const fingerprint = 'eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8';
    const wanted = { ...WANTED, hostKeys: [key, `b.test ${key}`] };
    const ssh = { url: 'ssh://git@b.test/backup/api.git', hostKeys: [fingerprint] };
    expect(settingsDrift(found(ssh), wanted, ssh.url, 'push')).toEqual([]);
    expect(settingsDrift(found({ hostKeys: ['other'] }), wanted, ssh.url, 'push')).toEqual([
      { field: 'url', expected: 'ssh://b.test/backup/api', actual: 'b.test/backup/api' },
      { field: 'ssh_host_keys', expected: fingerprint, actual: 'other' },
    ]);
  });

  it('an empty filter is no filter', () => {
    expect(settingsDrift(found({ branchRegex: '' }), WANTED, URL, 'push')).toEqual([]);
  });

  it('pipelines matter to pull mirrors only', () => {
    expect(settingsDrift(found({ triggerBuilds: true }), WANTED, URL, 'push')).toEqual([]);
    expect(settingsDrift(found({ triggerBuilds: true }), WANTED, URL, 'pull')).toHaveLength(1);
  });
});
