import { Group, Kbd, Text, UnstyledButton } from '@mantine/core';
import { useHotkeys, useOs } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import classes from './command-bar.module.css';

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette')).CommandPalette }));

/** The palette's script loads when it is first wanted. `opening` counts, so that each wish opens it again. */
export function CommandBar() {
  const [opening, setOpening] = useState(0);
  const open = (): void => setOpening((n) => n + 1);
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
          <CommandPalette opening={opening} />
        </Suspense>
      )}
    </>
  );
}
