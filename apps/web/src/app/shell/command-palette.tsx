import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconArrowsLeftRight, IconRefresh, IconSearch, IconServer2 } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { instanceQueries } from '../../features/instances/queries';
import { mirrorQueries } from '../../features/mirrors/queries';
import { pairQueries } from '../../features/pairs/queries';
import { NAVIGATION } from './navigation';

const ICON = { size: 18, stroke: 1.7 } as const;
const MIN_SEARCH = 2;
const MAX_MIRRORS = 8;

/** Jumps to any page, instance, pair or mirror. */
export function CommandPalette({ opening }: { opening: number }) {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const [wanted] = useDebouncedValue(query.trim(), 200);
  const instances = useQuery(instanceQueries.all());
  const pairs = useQuery(pairQueries.all());
  const mirrors = useQuery({
    ...mirrorQueries.page({ search: wanted, per_page: MAX_MIRRORS }),
    enabled: wanted.length >= MIN_SEARCH,
    // The list shall not blink, nor lose its selection, with every letter.
    placeholderData: keepPreviousData,
  });

  useEffect(() => spotlight.open(), [opening]);

  const go = (to: string) => () => void navigate(to);
  const matches = (text: string): boolean => text.toLowerCase().includes(query.trim().toLowerCase());
  const group = (name: string, actions: SpotlightActionData[]): SpotlightActionGroupData => ({ group: name, actions });

  const actions = [
    group(
      'Pages',
      NAVIGATION.flatMap(({ places }) => places)
        .filter(({ label, hint }) => matches(`${label} ${hint}`))
        .map(({ to, label, hint, icon: Icon }) => ({
          id: to,
          label,
          description: hint,
          leftSection: <Icon {...ICON} />,
          onClick: go(to),
        })),
    ),
    group(
      'Mirrors',
      (wanted.length >= MIN_SEARCH ? (mirrors.data?.items ?? []) : []).map((mirror) => ({
        id: `mirror-${mirror.id}`,
        label: mirror.source_project_path,
        description: `to ${mirror.target_project_path}`,
        leftSection: <IconRefresh {...ICON} />,
        onClick: go(`/mirrors?mirror=${mirror.id}`),
      })),
    ),
    group(
      'Pairs',
      (pairs.data?.items ?? [])
        .filter(({ name }) => query !== '' && matches(name))
        .map(({ id, name }) => ({
          id: `pair-${id}`,
          label: name,
          description: 'Mirrors of this pair',
          leftSection: <IconArrowsLeftRight {...ICON} />,
          onClick: go(`/mirrors?pair=${id}`),
        })),
    ),
    group(
      'Instances',
      (instances.data?.items ?? [])
        .filter(({ name, url }) => query !== '' && matches(`${name} ${url}`))
        .map(({ id, name, url }) => ({
          id: `instance-${id}`,
          label: name,
          description: url,
          leftSection: <IconServer2 {...ICON} />,
          onClick: go('/instances'),
        })),
    ),
  ].filter((entry) => entry.actions.length > 0);

  return (
    <Spotlight
      actions={actions}
      filter={(_query, all) => all}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      nothingFound={mirrors.isFetching ? 'Searching…' : 'Nothing found'}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: 'Page, mirror, pair or instance',
        'aria-label': 'Search',
      }}
      scrollable
      maxHeight={420}
    />
  );
}
