import '@mantine/spotlight/styles.css';
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAccess } from '../../api/credentials';
import { useSyncPair } from '../../features/pairs/queries';
import { useMay } from '../../features/users/use-may';
import { plural } from '../../ui/plural';
import { toastDone } from '../../ui/toast';
import { paletteEntries } from './palette-entries';
import { searchQueries } from './search-queries';
import { usePlaces } from './use-places';

/** Jumps to any page, instance, pair, mirror or answer, and does what can be done from anywhere. */
export function CommandPalette({ opening }: { opening: number }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [wanted] = useDebouncedValue(query.trim(), 150);
  const search = useQuery(searchQueries.everything(wanted));
  const sync = useSyncPair();
  const places = usePlaces();
  const maySync = useMay('mirrors');
  const { credentials } = useAccess();
  const { setColorScheme } = useMantineColorScheme();

  useEffect(() => spotlight.open(), [opening]);

  const actions = paletteEntries({
    query,
    places: places.flatMap((group) => group.places),
    found: query.trim() === '' ? undefined : search.data,
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
      onQueryChange={setQuery}
      shortcut={null}
      nothingFound={search.isFetching ? 'Searching…' : 'Nothing found'}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: 'Mirror, pair, instance, page or question',
        'aria-label': 'Search',
      }}
      scrollable
      maxHeight={480}
    />
  );
}
