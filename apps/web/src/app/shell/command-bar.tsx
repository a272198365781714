import { Group, Kbd, Text, UnstyledButton } from '@mantine/core';
import { useHotkeys, useOs } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { currentAccess } from '../../api/credentials';
import classes from './command-bar.module.css';
import { useTypeAhead } from './use-type-ahead';

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette')).CommandPalette }));

const FIELD = 'command-palette-field';

/** The palette's script loads when it is first wanted. `opening` counts, so that each wish opens it again. */
export function CommandBar() {
  const [opening, setOpening] = useState(0);
  const [isWaiting, setWaiting] = useState(false);
  const [query, setQuery] = useState('');
  const open = (): void => {
    // The login lies over everything, also over this.
    if (currentAccess().isRefused) return;
    setOpening((n) => n + 1);
    setWaiting(true);
  };
  useTypeAhead({
    isWaiting,
    field: FIELD,
    onType: setQuery,
    onGiveUp: () => {
      setOpening(0);
      setWaiting(false);
      setQuery('');
    },
  });
  const os = useOs();
  useHotkeys([['mod+K', open]], []);

  return (
    <>
      <UnstyledButton className={classes.trigger} onClick={open} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={16} aria-hidden />
        <Text size="sm" span className={classes.label}>
          Search or jump to…
        </Text>
        <Group gap={3} className={classes.keys} aria-hidden>
          <Kbd size="xs">{os === 'macos' ? '⌘' : 'Ctrl'}</Kbd>
          <Kbd size="xs">K</Kbd>
        </Group>
      </UnstyledButton>
      {opening > 0 && (
        <Suspense>
          <CommandPalette
            opening={opening}
            field={FIELD}
            query={query}
            onQueryChange={setQuery}
            onReady={() => setWaiting(false)}
          />
        </Suspense>
      )}
    </>
  );
}
