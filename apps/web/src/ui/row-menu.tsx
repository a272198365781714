import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical, type Icon } from '@tabler/icons-react';

export interface RowAction {
  label: string;
  icon: Icon;
  onClick: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** Why it is disabled. */
  title?: string;
}

export function RowMenu({ label, actions }: { label: string; actions: RowAction[] }) {
  const reasons = new Set(actions.flatMap(({ disabled, title }) => (disabled === true && title ? [title] : [])));
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon aria-label={label} onClick={(event) => event.stopPropagation()}>
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        {actions.map(({ label: name, icon: Icon, onClick, danger, disabled, title }) => (
          <Menu.Item
            key={name}
            leftSection={<Icon size={16} />}
            color={danger ? 'var(--mantine-color-error)' : undefined}
            disabled={disabled}
            title={title}
            onClick={onClick}
          >
            {name}
          </Menu.Item>
        ))}
        {/* Fingers have no hover to show a tooltip. */}
        {[...reasons].map((reason) => (
          <Menu.Label key={reason}>{reason}</Menu.Label>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
