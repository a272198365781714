import { Group, Pagination, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconLink, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IssueMapping } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';
import { EmptyPanel } from '../../ui/empty-panel';
import { HealthLabel } from '../../ui/health';
import { plural } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { RelativeTime } from '../../ui/relative-time';
import { usePages } from '../../ui/use-pages';
import { IssueNumber } from './issue-number';
import { MAPPING_STATUSES, mappingStatus, type MappingStatus } from './mapping-status';
import { issueSyncQueries, MAPPINGS_PER_PAGE } from './queries';

const side = (iid: number | null, url: string | null) =>
  iid === null ? (
    <Text size="sm" c="dimmed">
      not yet
    </Text>
  ) : (
    <IssueNumber iid={iid} url={url} />
  );

const COLUMNS: Column<IssueMapping>[] = [
  {
    key: 'title',
    header: 'Issue',
    cell: ({ title, sync_error, retry_at }) => (
      <Stack gap={1}>
        <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Text>
        {sync_error !== null && (
          <Text size="xs" c="dimmed" lineClamp={2} title={sync_error}>
            {sync_error}
          </Text>
        )}
        {retry_at !== null && (
          <Text size="xs" c="dimmed" component="div">
            Next attempt <RelativeTime at={retry_at} planned />
          </Text>
        )}
      </Stack>
    ),
  },
  { key: 'source', header: 'Source', width: 90, cell: (m) => side(m.source_issue_iid, m.source_web_url) },
  { key: 'target', header: 'Target', width: 90, cell: (m) => side(m.target_issue_iid, m.target_web_url) },
  { key: 'status', header: 'Status', width: 150, cell: (m) => <HealthLabel {...mappingStatus(m.sync_status)} /> },
  {
    key: 'synced',
    header: 'Last copied',
    width: 130,
    cell: (m) => <RelativeTime at={m.last_synced_at} size="sm" />,
  },
];

/** Which issue became which, with links to both. */
export function MappingsTable({ configId }: { configId: number }) {
  const [typed, setTyped] = useState('');
  const [pageNumber, setPage] = useState(1);
  const [status, setStatus] = useState<MappingStatus | null>(null);
  const [search] = useDebouncedValue(typed.trim(), 250);
  const mappings = useQuery({
    ...issueSyncQueries.mappings(configId, {
      page: pageNumber,
      ...(search === '' ? {} : { search }),
      ...(status === null ? {} : { sync_status: status }),
    }),
    placeholderData: keepPreviousData,
  });
  const isEmpty = mappings.data?.total === 0 && !mappings.isPlaceholderData;
  const pages = usePages(mappings, MAPPINGS_PER_PAGE, pageNumber, setPage);

  return (
    <Stack gap="sm">
      {!(isEmpty && search === '' && status === null) && (
        <Group justify="space-between">
          <TextInput
            w={{ base: '100%', sm: 320 }}
            aria-label="Search issues"
            placeholder="Search by title or number"
            leftSection={<IconSearch size={16} />}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setPage(1);
            }}
          />
          <Select
            aria-label="Status"
            placeholder="Status"
            w={190}
            mr="auto"
            data={MAPPING_STATUSES}
            value={status}
            onChange={(value) => {
              setStatus(MAPPING_STATUSES.find((known) => known.value === value)?.value ?? null);
              setPage(1);
            }}
            clearable
          />
          <Text size="sm" c="dimmed" className="numbers" role="status">
            {mappings.data ? plural(mappings.data.total, 'issue') : ''}
          </Text>
        </Group>
      )}
      {mappings.error && !mappings.data ? (
        <QueryFault error={mappings.error} what="The issues" onRetry={mappings.refetch} />
      ) : isEmpty ? (
        <EmptyPanel
          icon={<IconLink />}
          title={search === '' && status === null ? 'No issue copied yet' : 'No issue matches'}
          description={
            search === '' && status === null
              ? 'Copied issues appear here with links to both sides.'
              : 'Try another part of the title, or another status.'
          }
        />
      ) : (
        <DataTable
          label="Copied issues"
          columns={COLUMNS}
          rows={mappings.data?.items}
          rowKey={(mapping) => mapping.source_issue_iid}
          minWidth={640}
        />
      )}
      {pages > 1 && <Pagination total={pages} value={pageNumber} onChange={setPage} />}
    </Stack>
  );
}
