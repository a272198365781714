import { Group, Kbd, Modal, Stack, Text } from '@mantine/core';
import { MIRROR_KEYS } from './use-mirror-keys';

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} size="sm" title={<Text fw={620}>Keys on this page</Text>}>
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
    </Modal>
  );
}
