import { kindInWords, subjectLink } from './run-in-words';

describe('subjectLink', () => {
  it.each([
    ['mirror:12', '/mirrors?mirror=12'],
    ['pair:3', '/mirrors?pair=3'],
    ['issue-sync:3', null],
    ['mirror', null],
    ['mirror:x', null],
  ])('%p leads to %p', (subject, expected) => {
    expect(subjectLink(subject)).toBe(expected);
  });
});

it('shows a kind that it does not know as it is', () => {
  expect(kindInWords('mirror.sync')).toBe('Sync a mirror');
  expect(kindInWords('made.later')).toBe('made.later');
});
