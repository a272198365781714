import { Button, EmptyState, Paper } from '@mantine/core';
import { IconFilterOff, IconPlus, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { useSearchState } from '../../ui/use-search-state';
import { pairQueries } from '../pairs/queries';
import { CreateMirrorDrawer } from './create-mirror-drawer';
import { isFiltered, readFilters } from './filters';
import { MirrorDrawer } from './mirror-drawer';
import { MirrorFilterBar } from './mirror-filter-bar';
import { MirrorsTable } from './mirrors-table';
import { useMirrorWindow } from './use-mirror-window';

const NO_FILTERS = { pair: null, status: null, direction: null, enabled: null, search: null };

export function MirrorsPage() {
  const [params, change] = useSearchState();
  const filters = readFilters(params);
  const mirrors = useMirrorWindow(filters);
  const pairs = useQuery(pairQueries.all());
  const [creating, setCreating] = useState(false);
  const shown = Number(params.get('mirror'));
  const noPairs = pairs.data?.items.length === 0;
  const isEmpty = mirrors.total === 0;

  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      Add mirror
    </Button>
  );

  return (
    <>
      <PageHeader
        title="Mirrors"
        description="Repositories that GitLab keeps in sync from source to target."
        actions={noPairs ? undefined : create}
      />
      {!(isEmpty && !isFiltered(filters)) && (
        <MirrorFilterBar filters={filters} pairs={pairs.data?.items ?? []} total={mirrors.total} onChange={change} />
      )}
      {mirrors.error ? (
        <QueryFault error={mirrors.error} what="The mirrors" onRetry={mirrors.retry} />
      ) : isEmpty ? (
        <Paper p="xl" bg="var(--mm-surface)">
          {isFiltered(filters) ? (
            <EmptyState icon={<IconFilterOff />} title="No mirror matches" description="Try with fewer filters.">
              <EmptyState.Actions>
                <Button variant="default" onClick={() => change(NO_FILTERS)}>
                  Clear the filters
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
                  : 'Choose a source project and where it should be copied to.'
              }
            >
              <EmptyState.Actions>
                {noPairs ? (
                  <Button component={Link} to="/pairs">
                    Go to pairs
                  </Button>
                ) : (
                  create
                )}
              </EmptyState.Actions>
            </EmptyState>
          )}
        </Paper>
      ) : (
        <MirrorsTable mirrors={mirrors} sort={filters.sort} onSort={(sort) => change({ sort })} />
      )}
      {creating && (
        <CreateMirrorDrawer
          pairs={pairs.data?.items ?? []}
          initialPair={filters.instance_pair_id ?? null}
          onClose={() => setCreating(false)}
        />
      )}
      {Number.isSafeInteger(shown) && shown > 0 && (
        <MirrorDrawer key={shown} id={shown} onClose={() => change({ mirror: null })} />
      )}
    </>
  );
}
