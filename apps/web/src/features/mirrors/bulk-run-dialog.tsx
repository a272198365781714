import { Button, Group, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { Dialog } from '../../ui/dialog';
import { RunProgress } from '../runs/run-progress';
import type { StartedRun } from './bulk-queries';

/** Follows what was started for many mirrors; it goes on when one closes this. */
export function BulkRunDialog({ run, onClose }: { run: StartedRun; onClose: () => void }) {
  return (
    <Dialog title={run.message} onClose={onClose}>
      <Stack>
        <RunProgress id={run.job_id} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" component={Link} to="/activity">
            See it under activity
          </Button>
          <Button onClick={onClose}>Close</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
