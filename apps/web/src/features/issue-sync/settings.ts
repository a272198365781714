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
};

export const FIELDS = Object.keys(DEFAULTS);
export const MIN_INTERVAL = 5;
export const MAX_INTERVAL = 1_440;

type SwitchKey = Exclude<keyof IssueSyncSettings, 'enabled' | 'sync_interval_minutes'>;

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
