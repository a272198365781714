import type { MirrorOverrides, MirrorSettings } from '../../api/model';

type SwitchKey = {
  [K in keyof MirrorSettings]: MirrorSettings[K] extends boolean ? K : never;
}[keyof MirrorSettings];

export const DEFAULT_SETTINGS: MirrorSettings = {
  mirror_direction: 'pull',
  mirror_protected_branches: true,
  mirror_overwrite_diverged: false,
  mirror_trigger_builds: false,
  only_mirror_protected_branches: false,
  mirror_branch_regex: null,
  mirror_user_id: null,
};

export const NO_OVERRIDES: MirrorOverrides = {
  mirror_direction: null,
  mirror_protected_branches: null,
  mirror_overwrite_diverged: null,
  mirror_trigger_builds: null,
  only_mirror_protected_branches: null,
  mirror_branch_regex: null,
  mirror_user_id: null,
};

export const SETTING_KEYS = Object.keys(DEFAULT_SETTINGS);

export const DIRECTIONS = [
  {
    value: 'pull',
    label: 'Pull',
    explanation: 'The target fetches from the source. Needs GitLab Premium or Ultimate on the target.',
  },
  {
    value: 'push',
    label: 'Push',
    explanation: 'The source sends to the target. Works on every edition, soon after each commit.',
  },
] as const;

export const SWITCHES: { key: SwitchKey; label: string; explanation: string }[] = [
  {
    key: 'mirror_protected_branches',
    label: 'Mirror protected branches',
    explanation: 'The mirror’s token may push to protected branches of the target. Off, these fail.',
  },
  {
    key: 'only_mirror_protected_branches',
    label: 'Only protected branches',
    explanation: 'Leaves all other branches alone. Excludes a branch filter.',
  },
  {
    key: 'mirror_overwrite_diverged',
    label: 'Overwrite diverged branches',
    explanation: 'A branch that was changed on the target is reset to the source; commits made there are lost.',
  },
  {
    key: 'mirror_trigger_builds',
    label: 'Start pipelines',
    explanation: 'Every mirrored update may start a CI pipeline on the target. Pull mirrors only.',
  },
];

export const BRANCH_REGEX = {
  label: 'Branch filter',
  explanation: 'Only branches that match this RE2 expression, for example ^(main|release/.*)$. Needs Premium.',
  maxLength: 255,
};

export const MIRROR_USER = {
  label: 'Mirror user id',
  explanation: 'The GitLab user that events of a pull mirror are attributed to. Only administrators may set it.',
};
