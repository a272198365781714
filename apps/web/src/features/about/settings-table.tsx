import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import type { Setting } from '../../api/model';
import { DataTable, type Column } from '../../ui/data-table';

function valueInWords({ value, is_secret: isSecret, is_set: isSet }: Setting): string {
  if (isSecret) return isSet ? '•••••• (secret)' : 'not set';
  if (value === null || value === '') return 'not set';
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

const COLUMNS: Column<Setting>[] = [
  {
    key: 'name',
    header: 'Setting',
    cell: (setting) => (
      <Stack gap={2}>
        <Group gap={8}>
          <Code>{setting.name}</Code>
          <Text size="xs" c="dimmed">
            {setting.group}
          </Text>
        </Group>
        <Text size="xs" c="dimmed" maw={560}>
          {setting.description}
        </Text>
      </Stack>
    ),
  },
  {
    key: 'value',
    header: 'Value',
    width: '34%',
    cell: (setting) => (
      <Stack gap={2} align="flex-start">
        <Group gap={8}>
          <Text size="sm" className="mono" style={{ overflowWrap: 'anywhere' }}>
            {valueInWords(setting)}
          </Text>
          {setting.is_set && <Badge>set</Badge>}
        </Group>
        {setting.is_set && !setting.is_secret && (
          <Text size="xs" c="dimmed">
            otherwise {setting.default}
          </Text>
        )}
      </Stack>
    ),
  },
];

/** All settings of the server; secrets only say whether they are set. */
export function SettingsTable({ settings }: { settings: Setting[] | undefined }) {
  return <DataTable label="Settings" columns={COLUMNS} rows={settings} rowKey={({ name }) => name} minWidth={0} />;
}
