import type { GitlabState } from '../gitlab/gitlab-state';
import type { OpenSync } from './mirror-syncs.repository';
import { nextStep } from './next-step';

const NOW = new Date('2025-06-15T12:10:00Z');
const at = (time: string): string => `2025-06-15T${time}Z`;

const state = (update_status: string, began: string | null): GitlabState => ({
  update_status,
  last_error: null,
  last_update_at: null,
  last_update_started_at: began === null ? null : at(began),
  last_successful_update_at: null,
});

const sync = (over: Partial<OpenSync>): OpenSync => ({
  id: 1,
  mirrorId: 1,
  status: 'queued',
  previousUpdateAt: null,
  startedAt: null,
  ...over,
});

const asked = (time: string, previous: string | null): OpenSync =>
  sync({
    status: 'running',
    startedAt: new Date(at(time)),
    previousUpdateAt: previous === null ? null : new Date(at(previous)),
  });

describe('what to do next about a sync', () => {
  it.each<[string, OpenSync, GitlabState, 'push' | 'pull', string]>([
    ['nothing was asked yet', sync({}), state('finished', '11:00:00'), 'push', 'ask'],
    ['GitLab has never mirrored', sync({}), state('none', null), 'push', 'ask'],
    ['a push is scheduled but may be late', sync({}), state('scheduled', '11:00:00'), 'push', 'ask'],
    ['a pull is scheduled: it will bring what is there', sync({}), state('scheduled', null), 'pull', 'adopt'],
    ['a push is under way: it may miss the newest commits', sync({}), state('started', '12:09:59'), 'push', 'wait'],
    ['a pull is under way: it brings what is there', sync({}), state('started', '12:09:59'), 'pull', 'adopt'],
    ['it has not begun', asked('12:09:50', '11:00:00'), state('finished', '11:00:00'), 'push', 'wait'],
    ['it is under way', asked('12:09:50', '11:00:00'), state('started', '12:09:55'), 'push', 'wait'],
    ['it is over', asked('12:09:50', '11:00:00'), state('finished', '12:09:55'), 'push', 'done'],
    ['it is over and failed', asked('12:09:50', '11:00:00'), state('failed', '12:09:55'), 'pull', 'done'],
    ['the first one ever is over', asked('12:09:50', null), state('finished', '12:09:55'), 'push', 'done'],
    ['GitLab did nothing for six minutes', asked('12:03:00', '12:02:00'), state('finished', '12:02:00'), 'pull', 'ask'],
    ['it takes long', asked('12:00:00', '11:00:00'), state('started', '12:00:01'), 'push', 'wait'],
  ])('%s', (_name, open, gitlab, direction, expected) => {
    expect(nextStep(open, gitlab, direction, NOW)).toBe(expected);
  });
});
