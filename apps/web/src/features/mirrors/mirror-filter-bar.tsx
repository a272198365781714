import { CloseButton, Group, Kbd, Select, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import type { Pair } from '../../api/model';
import { plural } from '../../ui/plural';
import { useTypedText } from '../../ui/use-typed-text';
import { ActiveFilters } from './active-filters';
import type { MirrorFilters } from './filters';
import { FilterMenu } from './filter-menu';
import classes from './mirror-filter-bar.module.css';
import { UPDATE_STATUSES } from './mirror-status';

interface MirrorFilterBarProps {
  filters: MirrorFilters;
  pairs: Pair[];
  total: number | undefined;
  searchField: RefObject<HTMLInputElement | null>;
  onChange: (changes: Record<string, string | null>) => void;
  /** Buttons at the end of the line. */
  children: ReactNode;
}

export function MirrorFilterBar({ filters, pairs, total, searchField, onChange, children }: MirrorFilterBarProps) {
  const [search, type, leave] = useTypedText(filters.search ?? '', (text) => onChange({ search: text }));

  return (
    <div className={classes.bar} role="search" aria-label="Filter mirrors">
      <Group gap="xs">
        <TextInput
          ref={searchField}
          className={classes.search}
          aria-label="Search by project path"
          placeholder="Search by project path"
          aria-keyshortcuts="/"
          leftSection={<IconSearch size={16} />}
          rightSection={
            search === '' ? (
              <Kbd size="xs" aria-hidden visibleFrom="sm">
                /
              </Kbd>
            ) : (
              <CloseButton size="sm" aria-label="Clear the search" onClick={() => type('')} />
            )
          }
          value={search}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
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
        <FilterMenu filters={filters} onChange={onChange} />
        <Group gap="xs" className={classes.tail}>
          <Text size="sm" c="dimmed" className="numbers" role="status">
            {total === undefined ? '' : plural(total, 'mirror')}
          </Text>
          {children}
        </Group>
      </Group>
      <ActiveFilters filters={filters} onChange={onChange} />
    </div>
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
      searchable={options.length > 10}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
    />
  );
}
