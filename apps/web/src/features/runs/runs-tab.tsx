import { Group, Pagination, Select, Stack, Text } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyPanel } from '../../ui/empty-panel';
import { plural } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { usePages } from '../../ui/use-pages';
import { useSearchState } from '../../ui/use-search-state';
import { RunDialog } from './run-dialog';
import { readKind, readStatus, RUN_KINDS, RUN_STATUSES } from './run-in-words';
import { runQueries, RUNS_PER_PAGE } from './queries';
import { RunsTable } from './runs-table';

export function RunsTab() {
  const [params, change] = useSearchState();
  const shown = Number(params.get('run'));
  const status = readStatus(params.get('status'));
  const kind = readKind(params.get('kind'));
  const pageNumber = Math.max(1, Math.trunc(Number(params.get('page'))) || 1);
  const runs = useQuery(
    runQueries.page({ page: pageNumber, ...(status ? { status } : {}), ...(kind ? { kind } : {}) }),
  );
  const pages = usePages(runs, RUNS_PER_PAGE, pageNumber, (page) => change({ page: String(page) }));

  return (
    <>
      <Stack gap="sm">
        <Group gap="xs" role="search" aria-label="Filter the activity">
          <Select
            aria-label="Status"
            placeholder="Status"
            data={RUN_STATUSES}
            value={status ?? null}
            onChange={(value) => change({ status: value, page: null })}
            clearable
            w={150}
          />
          <Select
            aria-label="Kind"
            placeholder="Kind"
            data={RUN_KINDS}
            value={kind ?? null}
            onChange={(value) => change({ kind: value, page: null })}
            clearable
            w={200}
          />
          <Text size="sm" c="dimmed" className="numbers" ml="auto" role="status">
            {runs.data ? plural(runs.data.total, 'run') : ''}
          </Text>
        </Group>
        {runs.error && !runs.data ? (
          <QueryFault error={runs.error} what="The activity" onRetry={runs.refetch} />
        ) : runs.data?.total === 0 ? (
          <EmptyPanel
            icon={<IconActivity />}
            title="No run to show"
            description={status || kind ? 'Try with fewer filters.' : 'Syncs and changes appear here as they happen.'}
          />
        ) : (
          <RunsTable runs={runs.data?.items} onShow={(id) => change({ run: String(id) }, { replace: false })} />
        )}
        {pages > 1 && (
          <Pagination total={pages} value={pageNumber} onChange={(value) => change({ page: String(value) })} />
        )}
      </Stack>
      {Number.isSafeInteger(shown) && shown > 0 && <RunDialog id={shown} onClose={() => change({ run: null })} />}
    </>
  );
}
