import type { AuditChange } from './audit-entry.entity';
import { summarise } from './summary';

const entry = { actor: 'admin', entityType: 'pair', entityId: 3, entityName: 'Nightly', changes: [] as AuditChange[] };
const change = (field: string, before: AuditChange['before'], after: AuditChange['after']): AuditChange => ({
  field,
  before,
  after,
});

describe('the sentence of an audit entry', () => {
  it.each<[string, Partial<typeof entry> & { action: string }, string]>([
    ['a creation', { action: 'created' }, 'admin created pair Nightly.'],
    ['a deletion', { action: 'deleted', entityType: 'group_token' }, 'admin deleted group token Nightly.'],
    [
      'a change',
      {
        action: 'updated',
        changes: [change('description', null, 'Every night'), change('mirror_trigger_builds', false, true)],
      },
      'admin updated pair Nightly: description none → Every night, mirror_trigger_builds false → true.',
    ],
    [
      'a change of much',
      { action: 'updated', changes: ['a', 'b', 'c', 'd', 'e', 'f'].map((field) => change(field, 1, 2)) },
      'admin updated pair Nightly: a 1 → 2, b 1 → 2, c 1 → 2, d 1 → 2, 2 more.',
    ],
    [
      'a change of something long, or of a list',
      {
        action: 'updated',
        changes: [change('reason', null, 'x'.repeat(70)), change('filters', {}, { labels: ['a'] })],
      },
      'admin updated pair Nightly: reason, filters.',
    ],
    [
      'a replaced secret',
      { action: 'updated', entityType: 'notification_channel', changes: [change('url', null, 'replaced')] },
      'admin updated notification channel Nightly: url replaced.',
    ],
    ['a rotation', { action: 'rotated', entityType: 'instance' }, 'admin replaced the token of instance Nightly.'],
    [
      'a sync',
      { action: 'triggered', entityType: 'issue_mirror', changes: [change('kind', null, 'issue-sync.run')] },
      'admin started issue-sync.run for issue sync of Nightly.',
    ],
    ['a cancelled run', { action: 'cancelled', entityType: 'run' }, 'admin cancelled run Nightly.'],
    ['a pause', { action: 'paused', entityType: 'pause' }, 'admin paused Nightly.'],
    ['the end of a pause', { action: 'resumed', entityType: 'pause' }, 'admin ended the pause of Nightly.'],
    [
      'a hold',
      { actor: 'system', action: 'held', entityType: 'mirror', changes: [change('held_reason', null, 'Look first.')] },
      'system held mirror Nightly: Look first.',
    ],
    ['an approval', { action: 'approved', entityType: 'mirror' }, 'admin approved the held changes of mirror Nightly.'],
    ['something without a name', { action: 'deleted', entityName: '' }, 'admin deleted pair 3.'],
    [
      'something that this version does not know',
      { action: 'painted', entityType: 'space_ship' },
      'admin painted space ship Nightly.',
    ],
  ])('tells of %s', (_what, told, sentence) => {
    expect(summarise({ ...entry, ...told })).toBe(sentence);
  });
});
