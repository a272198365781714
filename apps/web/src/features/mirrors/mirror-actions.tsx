import { Button, Group } from '@mantine/core';
import { IconPencil, IconPlayerPause, IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react';
import type { Mirror } from '../../api/model';
import { RowMenu } from '../../ui/row-menu';
import { toastDone, toastUndo } from '../../ui/toast';
import { useChangeMirror, useTriggerMirror } from './queries';
import { useMay } from '../users/use-may';

interface MirrorActionsProps {
  mirror: Mirror;
  onEdit: () => void;
  onDelete: () => void;
}

export function MirrorActions({ mirror, onEdit, onDelete }: MirrorActionsProps) {
  const trigger = useTriggerMirror();
  const may = useMay('mirrors');
  const change = useChangeMirror({ shownInline: false });
  const setEnabled = (enabled: boolean): void =>
    change.mutate(
      { id: mirror.id, change: { enabled } },
      {
        onSuccess: () =>
          toastUndo(enabled ? 'The mirror is enabled.' : 'The mirror is disabled.', () => setEnabled(!enabled)),
      },
    );

  return (
    <Group gap="xs">
      <Button
        leftSection={<IconRefresh size={16} />}
        disabled={!mirror.enabled}
        {...may}
        loading={trigger.isPending}
        onClick={() => trigger.mutate(mirror.id, { onSuccess: () => toastDone('The sync is on its way.') })}
      >
        Sync now
      </Button>
      <Button
        variant="default"
        leftSection={mirror.enabled ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
        loading={change.isPending}
        {...may}
        onClick={() => setEnabled(!mirror.enabled)}
      >
        {mirror.enabled ? 'Disable' : 'Enable'}
      </Button>
      <RowMenu
        label="More actions"
        actions={[
          { label: 'Edit settings', icon: IconPencil, onClick: onEdit, ...may },
          { label: 'Delete', icon: IconTrash, onClick: onDelete, danger: true, ...may },
        ]}
      />
    </Group>
  );
}
