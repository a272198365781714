import { EmptyState, Paper } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyPanelProps {
  icon: ReactNode;
  title: string;
  description: string;
  /** What can be done about it. */
  children?: ReactNode;
}

/** Stands where a list would: why there is nothing. */
export function EmptyPanel({ children, ...state }: EmptyPanelProps) {
  return (
    <Paper p="xl" bg="var(--mm-surface)">
      <EmptyState {...state}>{children && <EmptyState.Actions>{children}</EmptyState.Actions>}</EmptyState>
    </Paper>
  );
}
