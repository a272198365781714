import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertOctagon, IconAlertTriangle, IconCheck } from '@tabler/icons-react';

export function toastDone(message: string): void {
  notifications.show({ message, color: 'teal', icon: <IconCheck size={16} />, autoClose: 4_000 });
}

/** Says what was done, and takes it back on request while the message stands. */
export function toastUndo(message: string, onUndo: () => void): void {
  const id = notifications.show({
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        {message}
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
    color: 'teal',
    icon: <IconCheck size={16} />,
    autoClose: 8_000,
  });
}

/** Stays until dismissed: a failure should not vanish while one looks elsewhere. */
export function toastError(message: string): void {
  notifications.show({
    id: message,
    title: 'That did not work',
    message,
    color: 'red',
    icon: <IconAlertOctagon size={16} />,
    autoClose: false,
  });
}

export function toastWarnings(title: string, warnings: string[]): void {
  if (warnings.length === 0) return;
  notifications.show({
    title,
    message: warnings.join(' '),
    color: 'orange',
    icon: <IconAlertTriangle size={16} />,
    autoClose: 12_000,
  });
}
