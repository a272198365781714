import { Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { QueryFault } from '../../ui/query-fault';
import { useFocusReturn } from '../../ui/use-focus-return';
import { useTopmost } from '../../ui/use-topmost';
import { MirrorDetails } from './mirror-details';
import { mirrorQueries } from './queries';
import { KEYS_WORK } from './use-mirror-keys';

export function MirrorDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const mirror = useQuery(mirrorQueries.one(id));
  useFocusReturn();
  const closeOnEscape = useTopmost();
  return (
    <Drawer
      opened
      onClose={onClose}
      closeOnEscape={closeOnEscape}
      size={640}
      {...{ [KEYS_WORK]: true }}
      title={
        <Text fw={620} style={{ overflowWrap: 'anywhere' }}>
          {mirror.data?.source_project_path ?? 'Mirror'}
        </Text>
      }
    >
      {mirror.data ? (
        <MirrorDetails key={id} mirror={mirror.data} onDeleted={onClose} />
      ) : mirror.error ? (
        <QueryFault error={mirror.error} what="The mirror" onRetry={mirror.refetch} />
      ) : (
        <Stack role="status" aria-busy="true" aria-label="Loading">
          {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
            <Skeleton key={key} height={18} />
          ))}
        </Stack>
      )}
    </Drawer>
  );
}
