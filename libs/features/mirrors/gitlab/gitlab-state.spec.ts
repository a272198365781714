import { adviceFor, settled, stateOf, syncStatusOf, type GitlabState } from './gitlab-state';

const state = (over: Partial<GitlabState> = {}): GitlabState => ({
  update_status: 'finished',
  last_error: null,
  last_update_at: '2025-06-15T12:00:10.000Z',
  last_update_started_at: '2025-06-15T12:00:00.000Z',
  last_successful_update_at: '2025-06-15T12:00:10.000Z',
  ...over,
});

describe("GitLab's update_status", () => {
  it.each([
    ['none', 'pending'],
    ['scheduled', 'pending'],
    ['started', 'updating'],
    ['finished', 'finished'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
    ['something new', 'pending'],
  ])('%s is %s', (theirs, ours) => expect(syncStatusOf(theirs)).toBe(ours));
});

describe('the state of a mirror', () => {
  it('keeps times and masks credentials in the error', () => {
    const read = stateOf(
      state({ update_status: 'failed', last_error: 'push to https://u:hunter2@git.test/a.git: 403' }),
    );
    expect(read).toEqual({
      lastUpdateStatus: 'failed',
      lastError: 'push to https://[redacted]@git.test/a.git: 403',
      lastUpdateAt: new Date('2025-06-15T12:00:10Z'),
      lastSuccessfulUpdate: new Date('2025-06-15T12:00:10Z'),
    });
  });

  it('drops an old error once an update succeeded', () => {
    expect(stateOf(state({ last_error: 'old' })).lastError).toBeNull();
  });

  it('says so when an update was cancelled', () => {
    expect(stateOf(state({ update_status: 'canceled' })).lastError).toBe('The update was cancelled.');
  });

  it('takes no nonsense for a time', () => {
    expect(stateOf(state({ last_update_at: 'yesterday' })).lastUpdateAt).toBeNull();
  });
});

describe('settled', () => {
  const before = new Date('2025-06-15T11:00:00Z');
  const started = new Date('2025-06-15T12:00:00Z');

  it.each<[string, Partial<GitlabState>, Date | null, boolean]>([
    ['a finished update that began later', {}, before, true],
    ['a failed update that began later', { update_status: 'failed' }, before, true],
    ['the first update ever', {}, null, true],
    ['the same finished update as before', {}, started, false],
    ['one that runs', { update_status: 'started' }, before, false],
    ['one that waits', { update_status: 'scheduled' }, before, false],
    ['one that never ran', { update_status: 'none', last_update_started_at: null, last_update_at: null }, null, false],
    ['a GitLab that tells only the end', { last_update_started_at: null }, before, true],
  ])('%s', (_name, over, previous, expected) => expect(settled(state(over), previous)).toBe(expected));
});

describe('advice', () => {
  it.each([
    ['Some refs have diverged and have not been updated on the remote: refs/heads/main', /overwrite/],
    ['remote: GitLab: You are not allowed to push code to protected branches on this project.', /protects this branch/],
    ['fatal: Authentication failed for https://git.test/a/b.git', /rotate-token/],
    ['The requested URL returned error: 301', /redirects/],
    ['remote: The project you were looking for could not be found. not found', /not there/],
    ['Host key verification failed', /Compare ssh_host_keys of the target instance/],
    ['git@git.test: Permission denied (publickey).', /deploy key was removed or changed/],
    ['ERROR: This deploy key does not have write access to this project.', /Repair the mirror/],
    ['Could not resolve host: git.test', /DNS/],
    ['4:Deadline Exceeded', /firewall/],
    ['Requests to the local network are not allowed', /administrator/],
  ])('%s', (error, expected) => expect(adviceFor(error)).toMatch(expected));

  it('is not made up', () => {
    expect(adviceFor('something else')).toBeNull();
    expect(adviceFor(null)).toBeNull();
  });
});
