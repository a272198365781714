import { Badge, Group, Paper, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFolder, IconFolderPlus, IconGitBranch, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { GroupPlan, GroupPlanItem } from '../../api/model';
import { count } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { planTree, type PlanRow } from './plan-tree';
import classes from './plan-view.module.css';
import { groupQueries, MAX_PLANNED } from './queries';

type Action = GroupPlanItem['action'];

const ACTIONS: Record<Action, { label: string; color: string }> = {
  create_and_mirror: { label: 'Create and mirror', color: 'brand' },
  mirror: { label: 'Mirror', color: 'teal' },
  mirrored: { label: 'Mirrored already', color: 'gray' },
  conflict: { label: 'Conflict', color: 'red' },
  excluded: { label: 'Left out', color: 'gray' },
};

const ROW_HEIGHT = 40;
const INDENT = 20;

/** What would be made, as it will look on the target. */
export function PlanView({ plan }: { plan: GroupPlan }) {
  const [action, setAction] = useState<Action | 'all'>('all');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const frame = useRef<HTMLDivElement>(null);
  const items = useQuery(
    groupQueries.planItems(plan.id, {
      ...(action === 'all' ? {} : { action }),
      ...(search === '' ? {} : { search }),
    }),
  );
  const rows = planTree(items.data?.items ?? plan.items, plan.target_namespace_path, plan.groups_to_create);
  const shown = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const { counts } = plan;
  const choices: { value: Action | 'all'; label: string; count: number }[] = [
    { value: 'all', label: 'All', count: plan.items_total },
    { value: 'create_and_mirror', label: 'To create', count: counts.create_projects },
    { value: 'mirror', label: 'Exists', count: counts.exists },
    { value: 'mirrored', label: 'Mirrored', count: counts.already_mirrored },
    { value: 'conflict', label: 'Conflicts', count: counts.conflicts },
    { value: 'excluded', label: 'Left out', count: counts.excluded },
  ];

  return (
    <Stack gap="sm">
      <Group gap="sm">
        <SegmentedControl
          size="xs"
          className={classes.choices ?? ''}
          aria-label="Which projects"
          data={choices.map(({ value, label, count: n }) => ({ value, label: `${label} ${count(n)}` }))}
          value={action}
          onChange={(value) => setAction(choices.find((choice) => choice.value === value)?.value ?? 'all')}
        />
        <TextInput
          size="xs"
          ml="auto"
          aria-label="Search the plan"
          placeholder="Search the plan"
          leftSection={<IconSearch size={14} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Group>
      {items.error && !items.data ? (
        <QueryFault error={items.error} what="The plan" onRetry={items.refetch} />
      ) : (
        <Paper ref={frame} className={classes.frame ?? ''} tabIndex={0} role="region" aria-label="The plan">
          {rows.length === 0 && (
            <Text size="sm" c="dimmed" p="md">
              No project here.
            </Text>
          )}
          <ul className={classes.list} style={{ height: shown.getTotalSize() }}>
            {shown.getVirtualItems().map(({ index, start }) => {
              const row = rows[index];
              return row === undefined ? null : (
                <li
                  key={`${row.kind}-${row.path}`}
                  className={classes.row}
                  style={{ transform: `translateY(${start}px)`, paddingLeft: 14 + row.depth * INDENT }}
                >
                  <Row row={row} />
                </li>
              );
            })}
          </ul>
        </Paper>
      )}
      {(items.data?.total ?? 0) > MAX_PLANNED && (
        <Text size="xs" c="dimmed">
          The first {count(MAX_PLANNED)} of {count(items.data?.total ?? 0)}; search to see others.
        </Text>
      )}
    </Stack>
  );
}

function Row({ row }: { row: PlanRow }) {
  if (row.kind === 'group') {
    const Icon = row.isNew ? IconFolderPlus : IconFolder;
    return (
      <>
        <Icon size={17} stroke={1.7} aria-hidden />
        <Text size="sm" fw={600} className="truncate">
          {row.name}
        </Text>
        {row.isNew && <Badge color="brand">new group</Badge>}
      </>
    );
  }
  const { label, color } = ACTIONS[row.item.action];
  const exists = row.item.action === 'mirror' && row.item.target_empty === false;
  return (
    <>
      <IconGitBranch size={16} stroke={1.7} aria-hidden />
      <Text size="sm" className="truncate" title={`${row.item.source_project_path} → ${row.path}`}>
        {row.name}
      </Text>
      <Text size="xs" c="dimmed" className={`truncate ${classes.reason}`} title={row.item.reason ?? ''}>
        {row.item.reason ?? (exists ? 'The target has commits already' : '')}
      </Text>
      <Badge color={color} className={classes.badge ?? ''}>
        {label}
      </Badge>
    </>
  );
}
