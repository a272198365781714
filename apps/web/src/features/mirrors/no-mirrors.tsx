import { Button } from '@mantine/core';
import { IconFilterOff, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { EmptyPanel } from '../../ui/empty-panel';

interface NoMirrorsProps {
  filtered: boolean;
  noPairs: boolean;
  onClear: () => void;
  /** The way to make the first one. */
  children: ReactNode;
}

export function NoMirrors({ filtered, noPairs, onClear, children }: NoMirrorsProps) {
  if (filtered) {
    return (
      <EmptyPanel icon={<IconFilterOff />} title="No mirror matches" description="Try with fewer filters.">
        <Button variant="default" onClick={onClear}>
          Show all mirrors
        </Button>
      </EmptyPanel>
    );
  }
  return (
    <EmptyPanel
      icon={<IconRefresh />}
      title="No mirror yet"
      description={
        noPairs
          ? 'Mirrors are made within a pair of instances. Add the pair first.'
          : 'Choose a source project and where it should be copied to, or mirror a whole group at once.'
      }
    >
      {noPairs ? (
        <Button component={Link} to="/pairs">
          Go to pairs
        </Button>
      ) : (
        children
      )}
    </EmptyPanel>
  );
}
