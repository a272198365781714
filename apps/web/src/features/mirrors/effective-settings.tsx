import { Badge, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Mirror } from '../../api/model';
import { Facts } from '../../ui/facts';

const yesNo = (value: boolean): string => (value ? 'Yes' : 'No');

/** What GitLab is told, and whether it was set on this mirror or comes from its group or pair. */
export function EffectiveSettings({ mirror }: { mirror: Mirror }) {
  const row = (label: string, own: unknown, effective: ReactNode) => ({
    label,
    value: (
      <Group gap={8}>
        <span>{effective}</span>
        <Badge color={own === null ? 'gray' : 'brand'} size="sm">
          {own === null ? 'inherited' : 'set here'}
        </Badge>
      </Group>
    ),
  });
  return (
    <Facts
      title="Settings in effect"
      labelWidth="190px"
      facts={[
        row('Direction', mirror.mirror_direction, mirror.effective_mirror_direction === 'push' ? 'Push' : 'Pull'),
        row(
          'Overwrite diverged branches',
          mirror.mirror_overwrite_diverged,
          yesNo(mirror.effective_mirror_overwrite_diverged),
        ),
        row('Start pipelines', mirror.mirror_trigger_builds, yesNo(mirror.effective_mirror_trigger_builds)),
        row(
          'Only protected branches',
          mirror.only_mirror_protected_branches,
          yesNo(mirror.effective_only_mirror_protected_branches),
        ),
        row(
          'Branch filter',
          mirror.mirror_branch_regex,
          mirror.effective_mirror_branch_regex === null ? (
            'all branches'
          ) : (
            <span className="mono">{mirror.effective_mirror_branch_regex}</span>
          ),
        ),
        row('Mirror user id', mirror.mirror_user_id, mirror.effective_mirror_user_id ?? 'none'),
      ]}
    />
  );
}
