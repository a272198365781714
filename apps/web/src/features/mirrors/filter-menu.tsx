import { Button, Menu } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { CHOICE_FILTERS } from './filter-options';
import { filterValue } from './filter-values';
import type { MirrorFilters } from './filters';

interface FilterMenuProps {
  filters: MirrorFilters;
  onChange: (changes: Record<string, string | null>) => void;
}

/** The filters that are needed less often; what is chosen shows up below the bar. */
export function FilterMenu({ filters, onChange }: FilterMenuProps) {
  return (
    <Menu position="bottom-start" width={190} closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconFilter size={16} stroke={1.7} />} fw={500}>
          Filter
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {CHOICE_FILTERS.filter(({ param }) => param !== 'status').map(({ param, label, options }) => (
          <Menu.Sub key={param} openDelay={80}>
            <Menu.Sub.Target>
              <Menu.Sub.Item>{label}</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown>
              {options.map((option) => {
                const chosen = filterValue(filters, param) === option.value;
                return (
                  <Menu.CheckboxItem
                    key={option.value}
                    checked={chosen}
                    onChange={() => onChange({ [param]: chosen ? null : option.value })}
                  >
                    {option.label}
                  </Menu.CheckboxItem>
                );
              })}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
