import { ActionBar, Button, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconRefresh, type Icon } from '@tabler/icons-react';
import type { IssueSyncBulk } from '../../api/model';
import { plural } from '../../ui/plural';
import { toastDone, toastWarnings } from '../../ui/toast';
import type { Selection } from '../mirrors/use-selection';
import { useBulkIssueSync } from './queries';
import { useMay } from '../users/use-may';

type Action = IssueSyncBulk['action'];

const ACTIONS: { action: Action; label: string; done: string; icon: Icon }[] = [
  { action: 'trigger', label: 'Sync now', done: 'on the way', icon: IconRefresh },
  { action: 'enable', label: 'Put on schedule', done: 'on schedule', icon: IconPlayerPlay },
  { action: 'disable', label: 'Pause', done: 'paused', icon: IconPlayerPause },
];

/** What can be done to all selected issue syncs at once. */
export function IssueSyncBulkBar({ selection }: { selection: Selection }) {
  const bulk = useBulkIssueSync();
  const may = useMay('issue sync');
  const ids = [...selection.ids];
  return (
    <ActionBar
      opened={ids.length > 0}
      onClose={selection.clear}
      aria-label="Act on the selected issue syncs"
      bg="var(--mm-surface)"
      maw="calc(100vw - 24px)"
      shadow="lg"
      zIndex={120}
    >
      <Text size="sm" fw={600} px={6} className="numbers" role="status" style={{ whiteSpace: 'nowrap' }}>
        {plural(ids.length, 'issue sync', 'issue syncs')}
      </Text>
      <ActionBar.Divider />
      {ACTIONS.map(({ action, label, done, icon: Icon }) => (
        <Button
          key={action}
          variant="subtle"
          color="gray"
          size="compact-sm"
          c="var(--mantine-color-text)"
          leftSection={<Icon size={16} stroke={1.7} />}
          loading={bulk.isPending && bulk.variables.action === action}
          {...may}
          onClick={() =>
            bulk.mutate(
              { action, ids },
              {
                onSuccess: ({ changed, jobs, skipped }) => {
                  selection.clear();
                  const n = action === 'trigger' ? jobs.length : changed;
                  toastDone(`${plural(n, 'issue sync', 'issue syncs')} ${n === 1 ? 'is' : 'are'} ${done}.`);
                  toastWarnings(
                    'Left as they were',
                    skipped.map(({ reason }) => reason),
                  );
                },
              },
            )
          }
        >
          {label}
        </Button>
      ))}
      <ActionBar.CloseButton aria-label="Clear the selection" />
    </ActionBar>
  );
}
