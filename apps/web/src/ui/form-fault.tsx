import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { describeError } from '../api/errors';

/** The refusal of a form in the server's own sentence; fields that it names carry their part themselves. */
export function FormFault({ error, title = 'Not saved' }: { error: unknown; title?: string }) {
  if (error === null || error === undefined) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} title={title} role="alert">
      {describeError(error)}
    </Alert>
  );
}
