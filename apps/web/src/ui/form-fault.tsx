import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { describeError } from '../api/errors';

/** The refusal of a form in the server's own sentence; fields that it names carry their part themselves. */
export function FormFault({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} title="Not saved" role="alert">
      {describeError(error)}
    </Alert>
  );
}
