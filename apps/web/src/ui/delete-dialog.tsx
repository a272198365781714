import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { describeError } from '../api/errors';
import { Dialog } from './dialog';

interface DeleteDialogProps {
  /** What is deleted, as in "instance". */
  what: string;
  name: string;
  /** What goes with it; shown before anything happens. */
  consequences: ReactNode;
  /** Must be typed to go on; leave out where little is at stake. */
  typed?: string;
  pending: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

export function DeleteDialog({
  what,
  name,
  consequences,
  typed,
  pending,
  error,
  onConfirm,
  onClose,
}: DeleteDialogProps) {
  const [text, setText] = useState('');
  const allowed = typed === undefined || text.trim() === typed;
  return (
    <Dialog title={`Delete this ${what}?`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (allowed) onConfirm();
        }}
      >
        <Stack gap="md">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            <strong>{name}</strong>
          </Text>
          <Text size="sm" component="div">
            {consequences}
          </Text>
          {typed !== undefined && (
            <TextInput
              label={
                <>
                  Type <strong>{typed}</strong> to confirm
                </>
              }
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
          )}
          {error !== null && error !== undefined && (
            <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
              {describeError(error)}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Keep it
            </Button>
            <Button type="submit" color="red.8" disabled={!allowed} loading={pending}>
              Delete {what}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
