import '@mantine/spotlight/styles.css';
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useAccess } from '../../api/credentials';
import { useSyncPair } from '../../features/pairs/queries';
import { useMay } from '../../features/users/use-may';
import { plural } from '../../ui/plural';
import { toastDone } from '../../ui/toast';
import { paletteEntries } from './palette-entries';
import { searchQueries } from './search-queries';
import { usePlaces } from './use-places';

interface CommandPaletteProps {
  /** Opens it anew whenever it changes. */
  opening: number;
  /** The id of the field to type into. */
  field: string;
  query: string;
  onQueryChange: (query: string) => void;
  /** The field takes what is typed from now on, or the palette was closed. */
  onReady: () => void;
}

/** Jumps to any page, instance, pair, mirror or answer, and does what can be done from anywhere. */
export function CommandPalette({ opening, field, query, onQueryChange, onReady }: CommandPaletteProps) {
  const navigate = useNavigate();
  const [wanted] = useDebouncedValue(query.trim(), 150);
  const search = useQuery(searchQueries.everything(wanted));
  const isStale = wanted !== query.trim() || search.isPlaceholderData;
  const sync = useSyncPair();
  const places = usePlaces();
  const maySync = useMay('mirrors');
  const { credentials } = useAccess();
  const { setColorScheme } = useMantineColorScheme();

  useEffect(() => spotlight.open(), [opening]);
  // The library chooses the first entry as one types, when what is searched for is not there yet.
  useEffect(() => {
    const input = document.getElementById(field);
    const isChosen = input?.closest('[role=dialog]')?.querySelector('[data-action][data-selected]');
    if (search.data && !isChosen)
      input?.dispatchEvent(new KeyboardEvent('keydown', { code: 'ArrowDown', bubbles: true }));
  }, [field, search.data]);

  const actions = paletteEntries({
    query,
    places: places.flatMap((group) => group.places),
    found: query.trim() === '' ? undefined : search.data,
    isStale,
    go: (to) => () => void navigate(to),
    syncPair: (id, name) =>
      sync.mutate(id, {
        onSuccess: ({ total }) => toastDone(`${plural(total, 'mirror')} of ${name} will be synced.`),
      }),
    setScheme: setColorScheme,
    isSignedIn: credentials !== null,
    maySync: maySync.disabled !== true,
  });

  return (
    <Spotlight
      actions={actions}
      filter={(_query, all) => all}
      query={query}
      onQueryChange={onQueryChange}
      onSpotlightClose={onReady}
      shortcut={null}
      nothingFound={search.isFetching || isStale ? 'Searching…' : 'Nothing found'}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: 'Mirror, pair, instance, page or question',
        'aria-label': 'Search',
        id: field,
        onFocus: onReady,
      }}
      scrollable
      maxHeight={480}
    />
  );
}
