import { ActionBar, Button, Text } from '@mantine/core';
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconShieldSearch,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import { useState } from 'react';
import { plural } from '../../ui/plural';
import { BulkDeleteDialog } from './bulk-delete-dialog';
import { useBulkAction, type BulkAction, type StartedRun } from './bulk-queries';
import classes from './bulk-bar.module.css';
import type { Selection } from './use-selection';
import { VerifyDialog } from './verify-dialog';
import { useMay } from '../users/use-may';

interface BulkBarProps {
  selection: Selection;
  /** A run has been started; it is worth watching. */
  onStarted: (run: StartedRun) => void;
}

const ACTIONS: { action: BulkAction; label: string; icon: Icon }[] = [
  { action: 'sync', label: 'Sync now', icon: IconRefresh },
  { action: 'enable', label: 'Enable', icon: IconPlayerPlay },
  { action: 'disable', label: 'Disable', icon: IconPlayerPause },
];

/** What can be done to all selected mirrors at once. */
export function BulkBar({ selection, onStarted }: BulkBarProps) {
  const bulk = useBulkAction();
  const may = useMay('mirrors');
  const [open, setOpen] = useState<'verify' | 'delete' | null>(null);
  const ids = [...selection.ids];
  const done = (run: StartedRun): void => {
    selection.clear();
    onStarted(run);
  };

  return (
    <>
      <ActionBar
        opened={ids.length > 0}
        onClose={selection.clear}
        aria-label="Act on the selected mirrors"
        className={classes.bar ?? ''}
        shadow="lg"
        zIndex={120}
      >
        <Text size="sm" fw={600} className="numbers" role="status" px={6} style={{ whiteSpace: 'nowrap' }}>
          {plural(ids.length, 'mirror')}
        </Text>
        <ActionBar.Divider />
        {ACTIONS.map(({ action, label, icon: Icon }) => (
          <Button
            key={action}
            variant="subtle"
            color="gray"
            size="compact-sm"
            c="var(--mantine-color-text)"
            leftSection={<Icon size={16} stroke={1.7} />}
            loading={bulk.isPending && bulk.variables.action === action}
            {...may}
            onClick={() => bulk.mutate({ action, ids }, { onSuccess: done })}
          >
            {label}
          </Button>
        ))}
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          c="var(--mantine-color-text)"
          leftSection={<IconShieldSearch size={16} stroke={1.7} />}
          onClick={() => setOpen('verify')}
        >
          Verify
        </Button>
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          c="var(--mantine-color-error)"
          leftSection={<IconTrash size={16} stroke={1.7} />}
          {...may}
          onClick={() => setOpen('delete')}
        >
          Delete
        </Button>
        <ActionBar.CloseButton aria-label="Clear the selection" />
      </ActionBar>
      {open === 'verify' && <VerifyDialog ids={ids} onClose={() => setOpen(null)} />}
      {open === 'delete' && <BulkDeleteDialog ids={ids} onStarted={done} onClose={() => setOpen(null)} />}
    </>
  );
}
