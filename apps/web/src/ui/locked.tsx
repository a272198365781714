import { Group, VisuallyHidden } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Something that can't be changed where it stands, and why. */
export function Locked({ reason, children }: { reason: string; children: ReactNode }) {
  return (
    <Group gap={6} wrap="nowrap" c="dimmed" title={reason}>
      {children}
      <IconLock size={13} aria-hidden style={{ flex: 'none' }} />
      <VisuallyHidden>{reason}</VisuallyHidden>
    </Group>
  );
}
