import type { Mirror } from '../../api/model';
import { DeleteDialog } from '../../ui/delete-dialog';
import { toastDone, toastWarnings } from '../../ui/toast';
import { useDeleteMirror } from './queries';

interface DeleteMirrorDialogProps {
  mirror: Mirror;
  onDeleted: () => void;
  onClose: () => void;
}

export function DeleteMirrorDialog({ mirror, onDeleted, onClose }: DeleteMirrorDialogProps) {
  const remove = useDeleteMirror();
  return (
    <DeleteDialog
      what="mirror"
      name={`${mirror.source_project_path} → ${mirror.target_project_path}`}
      consequences="It is removed from GitLab along with the token that was made for it, and its issue sync ends. Both projects keep what they hold."
      onClose={onClose}
      onConfirm={() => remove.mutateAsync(mirror.id)}
      onDeleted={({ warnings }) => {
        toastDone(`The mirror of ${mirror.source_project_path} is deleted.`);
        toastWarnings('Not everything could be cleaned up on GitLab', warnings);
        onDeleted();
      }}
    />
  );
}
