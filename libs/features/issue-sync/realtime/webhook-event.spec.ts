import { announcedChange, deliveryKey } from './webhook-event';

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

describe('deliveryKey', () => {
  const keyOf = (headers: Record<string, string>, body = 'a') => deliveryKey(headers, Buffer.from(body));

  it.each([
    ['the header that comes with signatures', { 'webhook-id': '1', 'idempotency-key': '2' }, '1'],
    ['that of GitLab 17.4', { 'idempotency-key': '2', 'x-gitlab-event-uuid': '3' }, '2'],
    ['nothing', {}, undefined],
  ])('takes %s', (_what, headers, expected) => expect(keyOf(headers)).toBe(expected));

  it('tells changes apart that share the id of an event', () => {
    const event = { 'x-gitlab-event-uuid': '3' };
    expect(keyOf(event)).toBe(keyOf(event));
    expect(keyOf(event, 'b')).not.toBe(keyOf(event));
  });
});
