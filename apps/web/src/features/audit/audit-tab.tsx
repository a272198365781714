import { Button, Group, Pagination, Select, Stack, Text, TextInput, type TextInputProps } from '@mantine/core';
import { IconDownload, IconHistory, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyPanel } from '../../ui/empty-panel';
import { plural } from '../../ui/plural';
import { QueryFault } from '../../ui/query-fault';
import { usePages } from '../../ui/use-pages';
import { useSearchState } from '../../ui/use-search-state';
import { useTypedText } from '../../ui/use-typed-text';
import { AuditTable } from './audit-table';
import { readFilters } from './filters';
import { ACTIONS, ENTITY_TYPES } from './in-words';
import { auditQueries, ENTRIES_PER_PAGE, useExportAudit } from './queries';

/** Who did what, with the values before and after. */
export function AuditTab() {
  const [params, change] = useSearchState();
  const filters = readFilters(params);
  const number = Math.max(1, Math.trunc(Number(params.get('page'))) || 1);
  const entries = useQuery(auditQueries.page(filters, number));
  const save = useExportAudit();
  const pages = usePages(entries, ENTRIES_PER_PAGE, number, (page) => change({ page: String(page) }));
  const set = (key: string) => (value: string | null) => change({ [key]: value, page: null });
  const text = (key: string): Pick<TypedFieldProps, 'value' | 'onChange'> => ({
    value: params.get(key) ?? '',
    onChange: set(key),
  });

  return (
    <Stack gap="sm">
      <Group gap="xs" role="search" aria-label="Filter the audit trail">
        <TypedField label="Search by name" w={160} {...text('search')} leftSection={<IconSearch size={16} />} />
        <Select
          aria-label="Action"
          placeholder="Action"
          data={ACTIONS}
          value={filters.action ?? null}
          onChange={set('action')}
          clearable
          w={{ base: '100%', xs: 120 }}
        />
        <Select
          aria-label="About"
          placeholder="About"
          data={ENTITY_TYPES}
          value={filters.entity_type ?? null}
          onChange={set('about')}
          clearable
          searchable
          w={{ base: '100%', xs: 140 }}
        />
        <TypedField label="By whom" w={100} {...text('actor')} />
        <TypedField label="From day" w={168} {...text('from')} {...dayField('from')} />
        <TypedField label="To day" w={168} {...text('to')} {...dayField('to')} />
        <Text size="sm" c="dimmed" className="numbers" ml="auto" miw={84} ta="right" role="status">
          {entries.data ? plural(entries.data.total, 'entry', 'entries') : ''}
        </Text>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          loading={save.isPending}
          disabled={entries.data?.total === 0}
          onClick={() => save.mutate(filters)}
        >
          CSV
        </Button>
      </Group>
      {entries.error && !entries.data ? (
        <QueryFault error={entries.error} what="The audit trail" onRetry={entries.refetch} />
      ) : entries.data?.total === 0 ? (
        <EmptyPanel
          icon={<IconHistory />}
          title="Nothing to show"
          description={
            Object.keys(filters).length > 0
              ? 'Try with fewer filters.'
              : 'Every change appears here with its author and both values.'
          }
        />
      ) : (
        <AuditTable entries={entries.data?.items} />
      )}
      {pages > 1 && (
        <Group justify="center">
          <Pagination total={pages} value={number} onChange={(next) => change({ page: String(next) })} />
        </Group>
      )}
    </Stack>
  );
}

const dayField = (sign: string): Pick<TextInputProps, 'type' | 'leftSection' | 'leftSectionWidth'> => ({
  type: 'date',
  leftSection: <Text size="xs">{sign}</Text>,
  leftSectionWidth: 46,
});

interface TypedFieldProps extends Omit<TextInputProps, 'label' | 'value' | 'onChange' | 'w'> {
  label: string;
  /** px, on more than a phone. */
  w: number;
  value: string;
  onChange: (text: string) => void;
}

function TypedField({ label, w, value, onChange, ...rest }: TypedFieldProps) {
  const [text, type, leave] = useTypedText(value, onChange);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={leave}
      w={{ base: '100%', xs: w }}
      {...rest}
    />
  );
}
