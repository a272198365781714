import { gitlabInWords, instanceHealth } from './instance-health';

describe('instanceHealth', () => {
  it.each([
    ['unknown', 'none', 'unknown'],
    ['unknown', 'active', 'unknown'],
    ['ok', 'active', 'ok'],
    ['ok', 'none', 'ok'],
    ['ok', 'expiring_soon', 'warning'],
    ['ok', 'expired', 'error'],
    ['degraded', 'active', 'error'],
    ['degraded', 'expiring_soon', 'error'],
  ] as const)('%s with a token that is %s shows as %s', (health, token_status, expected) => {
    expect(instanceHealth({ health, token_status }).health).toBe(expected);
  });
});

describe('gitlabInWords', () => {
  it.each([
    ['18.5.1-ee', 'ee', 'premium', { version: '18.5.1', edition: 'Premium' }],
    ['18.5.1', 'ce', 'free', { version: '18.5.1', edition: 'Free' }],
    ['17.0.0-ee', 'ee', null, { version: '17.0.0', edition: 'EE' }],
    [null, null, null, null],
  ] as const)('%p %p %p', (gitlab_version, gitlab_edition, gitlab_tier, expected) => {
    expect(gitlabInWords({ gitlab_version, gitlab_edition, gitlab_tier })).toEqual(expected);
  });
});
