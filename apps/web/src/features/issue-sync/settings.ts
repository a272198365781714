import type { IssueSyncSettings } from '../../api/model';

export const DEFAULTS: IssueSyncSettings = {
  enabled: true,
  sync_comments: true,
  sync_labels: true,
  sync_attachments: true,
  sync_weight: true,
  sync_time_estimate: true,
  sync_time_spent: true,
  sync_closed_issues: false,
  update_existing: true,
  sync_existing_issues: false,
  sync_interval_minutes: 15,
  on_source_note_deleted: 'keep',
  on_source_issue_deleted: 'keep',
  on_target_modified: 'overwrite',
  on_target_deleted: 'recreate',
  reconcile_interval_hours: 24,
  realtime: false,
  filters: {},
  label_rules: [],
  user_mapping: {},
};

export const FIELDS = Object.keys(DEFAULTS);
export const MIN_INTERVAL = 5;
export const MAX_INTERVAL = 1_440;
export const MAX_RECONCILE_HOURS = 8_760;

type SwitchKey = Extract<keyof IssueSyncSettings, `sync_${string}` | 'update_existing'> &
  {
    [K in keyof IssueSyncSettings]: IssueSyncSettings[K] extends boolean ? K : never;
  }[keyof IssueSyncSettings];

export const GROUPS: {
  title: string;
  hint: string;
  switches: { key: SwitchKey; label: string; explanation: string }[];
}[] = [
  {
    title: 'What is copied',
    hint: 'Title, description and state are always copied.',
    switches: [
      {
        key: 'sync_comments',
        label: 'Comments',
        explanation: 'With the author’s name. Edited comments are updated; GitLab’s own notes are left out.',
      },
      { key: 'sync_labels', label: 'Labels', explanation: 'Labels that the target lacks are made there.' },
      {
        key: 'sync_attachments',
        label: 'Attachments',
        explanation: 'Files in descriptions and comments are uploaded to the target and linked there.',
      },
      { key: 'sync_weight', label: 'Weight', explanation: 'Needs GitLab Premium or Ultimate on both sides.' },
      { key: 'sync_time_estimate', label: 'Time estimate', explanation: 'The estimate as it stands on the source.' },
      { key: 'sync_time_spent', label: 'Time spent', explanation: 'The total; the target’s own is set to match it.' },
    ],
  },
  {
    title: 'Which issues',
    hint: 'A run looks only at what changed since the last one.',
    switches: [
      {
        key: 'update_existing',
        label: 'Update copied issues',
        explanation: 'When off, new issues are copied once and then left alone.',
      },
      {
        key: 'sync_closed_issues',
        label: 'Closed issues, too',
        explanation:
          'When off, only open issues are copied. Issues that were copied and then closed are closed on the target either way.',
      },
      {
        key: 'sync_existing_issues',
        label: 'Issues from before',
        explanation: 'Copies the whole history in the first run. When off, only issues made from now on are copied.',
      },
    ],
  },
];

type PolicyKey = 'on_source_note_deleted' | 'on_source_issue_deleted' | 'on_target_modified' | 'on_target_deleted';

interface Choice {
  value: string;
  label: string;
}

const DELETED_ON_SOURCE: Choice[] = [
  { value: 'keep', label: 'Keep the copy' },
  { value: 'mark', label: 'Mark the copy as deleted' },
  { value: 'delete', label: 'Delete the copy' },
];

/** What happens when the two sides part. */
export const POLICIES: {
  key: PolicyKey;
  label: string;
  explanation: string;
  choices: Choice[];
}[] = [
  {
    key: 'on_source_note_deleted',
    label: 'A comment was deleted on the source',
    explanation: 'Found by the comparison of all issues, as GitLab announces no deletions.',
    choices: DELETED_ON_SOURCE,
  },
  {
    key: 'on_source_issue_deleted',
    label: 'An issue was deleted on the source',
    explanation: 'Only when GitLab says so clearly: an issue that can’t be read is never taken for deleted.',
    choices: DELETED_ON_SOURCE,
  },
  {
    key: 'on_target_modified',
    label: 'Somebody edited a copy',
    explanation: 'What happens when its source changes next.',
    choices: [
      { value: 'overwrite', label: 'Overwrite the edit' },
      { value: 'keep', label: 'Keep what was edited' },
      { value: 'stop', label: 'Stop syncing this issue' },
    ],
  },
  {
    key: 'on_target_deleted',
    label: 'Somebody deleted a copy',
    explanation: 'On the target side.',
    choices: [
      { value: 'recreate', label: 'Make it again' },
      { value: 'leave', label: 'Leave it deleted' },
    ],
  },
];
