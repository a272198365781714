import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { describeError } from '../api/errors';
import { Dialog } from './dialog';

interface DeleteDialogProps<T> {
  /** What is deleted, as in "instance". */
  what: string;
  name: string;
  /** What goes with it; shown before anything happens. */
  consequences: ReactNode;
  /** Must be typed to go on; leave out where little is at stake. */
  typed?: string;
  /** Asks for it; a refusal is shown here. */
  onConfirm: () => Promise<T>;
  /** It is gone. Not called once this is closed: something else may be open by then. */
  onDeleted: (answer: T) => void;
  onClose: () => void;
}

export function DeleteDialog<T>({
  what,
  name,
  consequences,
  typed,
  onConfirm,
  onDeleted,
  onClose,
}: DeleteDialogProps<T>) {
  const { mutate, isPending, error } = useMutation({ meta: { shownInline: true }, mutationFn: onConfirm });
  const [text, setText] = useState('');
  const allowed = typed === undefined || text.trim() === typed;
  return (
    <Dialog title={`Delete this ${what}?`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (allowed) mutate(undefined, { onSuccess: onDeleted });
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
          {error !== null && (
            <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
              {describeError(error)}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Keep it
            </Button>
            <Button type="submit" color="red.8" disabled={!allowed} loading={isPending}>
              Delete {what}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
