import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { describeError } from '../api/errors';

interface QueryFaultProps {
  error: unknown;
  what: string;
  onRetry: () => unknown;
}

/** A list or page that could not be read: says so, and never looks like "there is nothing". */
export function QueryFault({ error, what, onRetry }: QueryFaultProps) {
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} title={`${what} could not be loaded`} role="alert">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{describeError(error)}</Text>
        <Button size="xs" variant="default" onClick={() => void onRetry()}>
          Try again
        </Button>
      </Group>
    </Alert>
  );
}
