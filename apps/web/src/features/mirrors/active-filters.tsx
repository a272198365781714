import { Button, Group, Pill } from '@mantine/core';
import { CHOICE_FILTERS, choiceInWords } from './filter-options';
import { filterValue } from './filter-values';
import { isFiltered, NO_FILTERS, type MirrorFilters } from './filters';
import classes from './mirror-filter-bar.module.css';

interface ActiveFiltersProps {
  filters: MirrorFilters;
  onChange: (changes: Record<string, string | null>) => void;
}

/** Filters that the bar itself does not show, each with a way to take it away. */
export function ActiveFilters({ filters, onChange }: ActiveFiltersProps) {
  const pills: { param: string; label: string; value: string }[] = CHOICE_FILTERS.flatMap(({ param }) => {
    const value = filterValue(filters, param);
    return value === undefined || param === 'status' ? [] : [{ param, ...choiceInWords(param, value) }];
  });
  if (filters.group !== undefined) pills.push({ param: 'group', label: 'Group', value: filters.group });
  if (!isFiltered(filters)) return null;

  return (
    <Group gap={6} mt="xs">
      {pills.map(({ param, label, value }) => (
        <Pill
          key={param}
          className={classes.pill ?? ''}
          withRemoveButton
          removeButtonProps={{
            'aria-label': `Remove the filter ${label}: ${value}`,
            tabIndex: 0,
            'aria-hidden': false,
          }}
          onRemove={() => onChange({ [param]: null })}
        >
          {label}: <strong>{value}</strong>
        </Pill>
      ))}
      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onChange(NO_FILTERS)}>
        Clear the filters
      </Button>
    </Group>
  );
}
