import { Button, Group, NumberInput, Popover, SegmentedControl, Select, Stack, Switch } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import type { Pair } from '../../api/model';
import { DEFAULTS, type TopologyFilters } from './filters';

interface FilterBarProps {
  filters: TopologyFilters;
  pairs: Pair[];
  onChange: (filters: TopologyFilters) => void;
}

export function FilterBar({ filters, pairs, onChange }: FilterBarProps) {
  const set = (change: Partial<TopologyFilters>): void => onChange({ ...filters, ...change });
  return (
    <Group gap="xs" role="search" aria-label="Filter the topology" mb="sm">
      <Select
        aria-label="Pair"
        placeholder="All pairs"
        data={pairs.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={filters.pair === null ? null : String(filters.pair)}
        onChange={(value) => set({ pair: value === null ? null : Number(value) })}
        clearable
        searchable
        w={{ base: '100%', xs: 220 }}
      />
      <SegmentedControl
        aria-label="Direction"
        data={[
          { value: 'all', label: 'All' },
          { value: 'push', label: 'Push' },
          { value: 'pull', label: 'Pull' },
        ]}
        value={filters.direction ?? 'all'}
        onChange={(value) => set({ direction: value === 'push' || value === 'pull' ? value : null })}
      />
      <Switch
        label="With disabled"
        checked={filters.disabled}
        onChange={(event) => set({ disabled: event.currentTarget.checked })}
        mx={6}
      />
      <Thresholds filters={filters} onChange={set} />
    </Group>
  );
}

function Thresholds({
  filters,
  onChange,
}: {
  filters: TopologyFilters;
  onChange: (change: Partial<TopologyFilters>) => void;
}) {
  const isUsual =
    filters.warningHours === DEFAULTS.warningHours &&
    filters.errorHours === DEFAULTS.errorHours &&
    filters.neverSucceeded === DEFAULTS.neverSucceeded;
  const change = (key: 'warningHours' | 'errorHours') => (value: number | string) => {
    const hours = Number(value);
    if (value === '' || !Number.isFinite(hours)) return;
    if (key === 'warningHours') onChange({ warningHours: hours, errorHours: Math.max(hours, filters.errorHours) });
    else onChange({ errorHours: hours, warningHours: Math.min(hours, filters.warningHours) });
  };
  return (
    <Popover width={280} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button variant={isUsual ? 'default' : 'light'} leftSection={<IconAdjustmentsHorizontal size={16} />}>
          Staleness
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <NumberInput
            label="Warn after"
            suffix=" h"
            min={0}
            max={87_600}
            value={filters.warningHours}
            onChange={change('warningHours')}
          />
          <NumberInput
            label="Error after"
            suffix=" h"
            min={0}
            max={87_600}
            value={filters.errorHours}
            onChange={change('errorHours')}
            description="Hours since the last success"
            inputWrapperOrder={['label', 'input', 'description']}
          />
          <Select
            label="When nothing ever succeeded"
            data={[
              { value: 'warning', label: 'Warning' },
              { value: 'error', label: 'Error' },
            ]}
            value={filters.neverSucceeded}
            onChange={(value) => onChange({ neverSucceeded: value === 'error' ? 'error' : 'warning' })}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
          />
          <Button
            variant="subtle"
            size="xs"
            disabled={isUsual}
            onClick={() =>
              onChange({
                warningHours: DEFAULTS.warningHours,
                errorHours: DEFAULTS.errorHours,
                neverSucceeded: DEFAULTS.neverSucceeded,
              })
            }
          >
            As usual
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
