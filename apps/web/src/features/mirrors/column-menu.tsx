import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { COLUMNS, type useColumns } from './columns';

/** Which columns the table has; stays open, as one seldom changes just one. */
export function ColumnMenu({ columns }: { columns: ReturnType<typeof useColumns> }) {
  return (
    <Menu position="bottom-end" width={200} closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label="Columns">
          <ActionIcon variant="default" size={36} aria-label="Columns" visibleFrom="sm">
            <IconColumns3 size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Columns</Menu.Label>
        {COLUMNS.map(({ key, header }) => (
          <Menu.CheckboxItem key={key} checked={columns.shows(key)} onChange={() => columns.toggle(key)}>
            {header}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={columns.reset}>Back to the usual ones</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
