import { CloseButton, Group, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Pair } from '../../api/model';
import { plural } from '../../ui/plural';
import type { MirrorFilters } from './filters';
import classes from './mirror-filter-bar.module.css';
import { UPDATE_STATUSES } from './mirror-status';

interface MirrorFilterBarProps {
  filters: MirrorFilters;
  pairs: Pair[];
  total: number | undefined;
  onChange: (changes: Record<string, string | null>) => void;
}

const TYPING_MS = 250;

export function MirrorFilterBar({ filters, pairs, total, onChange }: MirrorFilterBarProps) {
  const [search, setSearch] = useState(filters.search ?? '');
  const applySearch = useDebouncedCallback((text: string) => onChange({ search: text.trim() }), TYPING_MS);
  // The address may change without typing: a link, the back button, "clear the filters".
  useEffect(() => {
    setSearch((typed) => (typed.trim() === (filters.search ?? '') ? typed : (filters.search ?? '')));
  }, [filters.search]);
  const type = (text: string): void => {
    setSearch(text);
    applySearch(text);
  };

  return (
    <Group className={classes.bar} gap="xs" role="search" aria-label="Filter mirrors">
      <TextInput
        className={classes.search}
        aria-label="Search by project path"
        placeholder="Search by project path"
        leftSection={<IconSearch size={16} />}
        rightSection={
          search === '' ? null : <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />
        }
        value={search}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <Filter
        label="Pair"
        value={filters.instance_pair_id?.toString()}
        options={pairs.map(({ id, name }) => ({ value: String(id), label: name }))}
        onChange={(pair) => onChange({ pair })}
      />
      <Filter
        label="Status"
        value={filters.status}
        options={UPDATE_STATUSES}
        onChange={(status) => onChange({ status })}
      />
      <Filter
        label="Direction"
        value={filters.direction}
        options={[
          { value: 'push', label: 'Push' },
          { value: 'pull', label: 'Pull' },
        ]}
        onChange={(direction) => onChange({ direction })}
      />
      <Filter
        label="Enabled"
        value={filters.enabled?.toString()}
        options={[
          { value: 'true', label: 'Enabled' },
          { value: 'false', label: 'Disabled' },
        ]}
        onChange={(enabled) => onChange({ enabled })}
      />
      <Text size="sm" c="dimmed" className="numbers" ml="auto" role="status">
        {total === undefined ? '' : plural(total, 'mirror')}
      </Text>
    </Group>
  );
}

interface FilterProps {
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | null) => void;
}

function Filter({ label, value, options, onChange }: FilterProps) {
  return (
    <Select
      className={classes.filter}
      aria-label={label}
      placeholder={label}
      data={options}
      value={value ?? null}
      onChange={onChange}
      clearable
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
    />
  );
}
