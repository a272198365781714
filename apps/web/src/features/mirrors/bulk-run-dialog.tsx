import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { RunProgress } from '../runs/run-progress';
import type { StartedRun } from './bulk-queries';

/** Follows what was started for many mirrors; it goes on when one closes this. */
export function BulkRunDialog({ run, onClose }: { run: StartedRun; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={<Text fw={620}>{run.message}</Text>}>
      <Stack>
        <RunProgress id={run.job_id} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" component={Link} to="/activity">
            See it under activity
          </Button>
          <Button onClick={onClose}>Close</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
