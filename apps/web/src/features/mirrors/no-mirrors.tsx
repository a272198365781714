import { Button, EmptyState, Paper } from '@mantine/core';
import { IconFilterOff, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface NoMirrorsProps {
  filtered: boolean;
  noPairs: boolean;
  onClear: () => void;
  /** The way to make the first one. */
  children: ReactNode;
}

export function NoMirrors({ filtered, noPairs, onClear, children }: NoMirrorsProps) {
  return (
    <Paper p="xl" bg="var(--mm-surface)">
      {filtered ? (
        <EmptyState icon={<IconFilterOff />} title="No mirror matches" description="Try with fewer filters.">
          <EmptyState.Actions>
            <Button variant="default" onClick={onClear}>
              Show all mirrors
            </Button>
          </EmptyState.Actions>
        </EmptyState>
      ) : (
        <EmptyState
          icon={<IconRefresh />}
          title="No mirror yet"
          description={
            noPairs
              ? 'Mirrors are made within a pair of instances. Add the pair first.'
              : 'Choose a source project and where it should be copied to, or mirror a whole group at once.'
          }
        >
          <EmptyState.Actions>
            {noPairs ? (
              <Button component={Link} to="/pairs">
                Go to pairs
              </Button>
            ) : (
              children
            )}
          </EmptyState.Actions>
        </EmptyState>
      )}
    </Paper>
  );
}
