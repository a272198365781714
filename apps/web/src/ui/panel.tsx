import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A titled box on a page. */
export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <Paper component="section" bg="var(--mm-surface)" p="md" aria-label={title}>
      <Group justify="space-between" mb="sm" gap="xs" wrap="nowrap">
        <Title order={2} fz="sm">
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Paper>
  );
}
