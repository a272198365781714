import type { QueryKey } from '@tanstack/react-query';
import { affectedBy } from './affected';
import { readLiveEvent, type LiveEvent } from './live-event';

interface Shown {
  key: QueryKey;
  data?: unknown;
}

const PAGE_WITH_12 = { items: [{ id: 12 }], total: 1 };

/** What of these is asked for anew, by name. */
function refreshed(happened: LiveEvent, asked: Record<string, Shown>): string[] {
  const affected = affectedBy(happened);
  return Object.entries(asked)
    .filter(([, { key, data }]) => affected.some(({ matches }) => matches({ queryKey: key, state: { data } })))
    .map(([name]) => name);
}

function event(type: string, data: object): LiveEvent {
  const read = readLiveEvent({ id: '1', type, data: JSON.stringify(data) });
  if (read === null) throw new Error(`${type} is not an event`);
  return read;
}

describe('What an event makes out of date', () => {
  const asked = {
    'the mirror': { key: ['mirrors', 'one', 12] },
    'another mirror': { key: ['mirrors', 'one', 13] },
    'a list with it': { key: ['mirrors', 'page', {}], data: PAGE_WITH_12 },
    'a list without it': { key: ['mirrors', 'page', { page: 7 }], data: { items: [{ id: 99 }] } },
    'a list of failed ones': { key: ['mirrors', 'page', { status: 'failed' }], data: { items: [] } },
    'the dashboard': { key: ['dashboard', 'metrics'] },
    'the pairs': { key: ['pairs', 'all'] },
    'projects of an instance': { key: ['instances', 4, 'projects', 'x'] },
    'the instances': { key: ['instances', 'all'] },
    'the runs': { key: ['runs', 'page', {}] },
    'run 5': { key: ['runs', 'one', 5] },
    'issue sync 3': { key: ['issue-sync', 3, 'runs'] },
    'issue sync 4': { key: ['issue-sync', 4, 'runs'] },
  } satisfies Record<string, Shown>;

  it.each([
    [
      event('mirror.changed', { id: 12, pair_id: 1 }),
      ['the mirror', 'a list with it', 'a list of failed ones', 'the dashboard'],
    ],
    [
      event('mirror.deleted', { id: 12, pair_id: 1 }),
      ['the mirror', 'another mirror', 'a list with it', 'a list without it', 'a list of failed ones', 'the dashboard'],
    ],
    [event('instance.health-changed', { id: 4 }), ['the dashboard', 'the instances']],
    [event('run.changed', { id: 5, subject: 'mirror:12', status: 'queued', progress: null }), ['the runs', 'run 5']],
    [
      event('run.changed', { id: 5, subject: 'issue-sync:3', status: 'running', progress: { done: 1, total: 9 } }),
      ['run 5', 'issue sync 3'],
    ],
    [event('made.later', { id: 1 }), []],
  ])('%#', (happened, expected) => {
    expect(refreshed(happened, asked)).toEqual(expected);
  });

  it('names the same set alike, so that a storm of events is one request', () => {
    const names = [1, 2, 3].flatMap((id) =>
      affectedBy(event('run.changed', { id, subject: 'mirror:1', status: 'success', progress: null }))
        .map(({ name }) => name)
        .filter((name) => name.includes('page')),
    );
    expect(new Set(names).size).toBe(1);
  });
});

describe('readLiveEvent', () => {
  it.each([
    ['ping', '{}'],
    ['mirror.changed', 'not json'],
    ['mirror.changed', '[]'],
  ])('has nothing to say about %p %p', (type, data) => {
    expect(readLiveEvent({ id: null, type, data })).toBeNull();
  });
});
