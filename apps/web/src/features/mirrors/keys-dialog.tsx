import { Group, Kbd, Stack, Text } from '@mantine/core';
import { Dialog } from '../../ui/dialog';
import { MIRROR_KEYS } from './use-mirror-keys';

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys on this page" onClose={onClose} size="sm">
      <Stack gap="xs">
        {MIRROR_KEYS.map(({ keys, meaning }) => (
          <Group key={meaning} gap="sm" wrap="nowrap">
            <Group gap={4} w={72} wrap="nowrap">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
            <Text size="sm">{meaning}</Text>
          </Group>
        ))}
      </Stack>
    </Dialog>
  );
}
