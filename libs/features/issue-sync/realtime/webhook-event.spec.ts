import { announcedChange } from './webhook-event';

const issue = { object_kind: 'issue', project: { id: 9 }, object_attributes: { id: 1, iid: 7, action: 'update' } };
const note = {
  object_kind: 'note',
  project: { id: 9 },
  object_attributes: { id: 3, noteable_type: 'Issue', system: false },
  issue: { iid: 7 },
};

describe('announcedChange', () => {
  it.each([
    ['an issue', issue, { projectId: 9, issueIid: 7, comments: false }],
    ['a work item', { ...issue, object_kind: 'work_item' }, { projectId: 9, issueIid: 7, comments: false }],
    ['a comment', note, { projectId: 9, issueIid: 7, comments: true }],
  ])('reads %s', (_what, body, expected) => {
    expect(announcedChange(body)).toEqual(expected);
  });

  it.each([
    ['a push', { object_kind: 'push', project: { id: 9 } }],
    ['a comment on a merge request', { ...note, object_attributes: { noteable_type: 'MergeRequest' } }],
    ['what the system writes', { ...note, object_attributes: { noteable_type: 'Issue', system: true } }],
    ['no project', { ...issue, project: null }],
    ['a number that is none', { ...issue, object_attributes: { iid: '7; drop' } }],
    ['something else', 'x'],
    ['nothing', undefined],
  ])('leaves %s alone', (_what, body) => {
    expect(announcedChange(body)).toBeNull();
  });
});
