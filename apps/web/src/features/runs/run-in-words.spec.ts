import { kindInWords, subjectInWords, subjectLink } from './run-in-words';

describe('what a run works on', () => {
  it.each([
    ['mirror:12', 'platform/api', 12, '/mirrors?mirror=12'],
    ['pair:3', 'Production to Backup', null, '/mirrors?pair=3'],
    ['issue-sync:3', 'platform/api', 12, '/issue-sync/12'],
    ['issue-hook:3', 'platform/api', 12, '/issue-sync/12'],
    ['instance:1', 'Backup', null, null],
    ['mirror:13', null, null, null],
  ])('%s, named %p, of mirror %p leads to %p', (subject, subject_name, subject_mirror_id, expected) => {
    expect(subjectLink({ subject, subject_name, subject_mirror_id })).toBe(expected);
  });

  it('has its name while it is there', () => {
    const gone = { subject: 'mirror:12', subject_name: null, subject_mirror_id: null };
    expect(subjectInWords(gone)).toBe('mirror:12');
    expect(subjectInWords({ ...gone, subject_name: 'platform/api' })).toBe('platform/api');
  });
});

it('shows a kind that it does not know as it is', () => {
  expect(kindInWords('mirror.sync')).toBe('Sync a mirror');
  expect(kindInWords('made.later')).toBe('made.later');
});
