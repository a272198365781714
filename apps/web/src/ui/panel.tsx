import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface PanelProps {
  title: string;
  aside?: ReactNode;
  /** As high as what stands beside it. */
  fill?: boolean;
  children: ReactNode;
}

/** A titled box on a page. */
export function Panel({ title, aside, fill = false, children }: PanelProps) {
  return (
    <Paper component="section" bg="var(--mm-surface)" p="md" h={fill ? '100%' : undefined} aria-label={title}>
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
