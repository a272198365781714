import { Badge, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Mirror } from '../../api/model';
import { Facts, type Fact } from '../../ui/facts';

type Origins = Mirror['effective_settings_from'];

const yesNo = (value: boolean): string => (value ? 'Yes' : 'No');

function originInWords({ level, group_path }: Origins[keyof Origins]): string {
  if (level === 'mirror') return 'set here';
  return level === 'group' ? `from ${group_path ?? 'its group'}` : 'from the pair';
}

/** What GitLab is told, and where each setting comes from. */
export function EffectiveSettings({ mirror }: { mirror: Mirror }) {
  const fact = (label: string, key: keyof Origins, value: ReactNode): Fact => {
    const origin = mirror.effective_settings_from[key];
    return {
      label,
      value: (
        <Group gap={8}>
          <span>{value}</span>
          <Badge color={origin.level === 'mirror' ? 'brand' : 'gray'} size="sm">
            {originInWords(origin)}
          </Badge>
        </Group>
      ),
    };
  };
  const regex = mirror.effective_mirror_branch_regex;
  return (
    <Facts
      title="Settings in effect"
      labelWidth="min(190px, 42%)"
      facts={[
        fact('Direction', 'mirror_direction', mirror.effective_mirror_direction === 'push' ? 'Push' : 'Pull'),
        fact(
          'Mirror protected branches',
          'mirror_protected_branches',
          yesNo(mirror.effective_mirror_protected_branches),
        ),
        fact(
          'Overwrite diverged branches',
          'mirror_overwrite_diverged',
          yesNo(mirror.effective_mirror_overwrite_diverged),
        ),
        fact('Start pipelines', 'mirror_trigger_builds', yesNo(mirror.effective_mirror_trigger_builds)),
        fact(
          'Only protected branches',
          'only_mirror_protected_branches',
          yesNo(mirror.effective_only_mirror_protected_branches),
        ),
        fact('Branch filter', 'mirror_branch_regex', regex ? <span className="mono">{regex}</span> : 'all branches'),
        fact('Mirror user id', 'mirror_user_id', mirror.effective_mirror_user_id ?? 'none'),
      ]}
    />
  );
}
