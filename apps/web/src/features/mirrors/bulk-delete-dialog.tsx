import { useState } from 'react';
import { DeleteDialog } from '../../ui/delete-dialog';
import { ForceOption } from '../../ui/force-option';
import { plural } from '../../ui/plural';
import { useBulkDelete, type StartedRun } from './bulk-queries';

interface BulkDeleteDialogProps {
  ids: number[];
  onStarted: (run: StartedRun) => void;
  onClose: () => void;
}

export function BulkDeleteDialog({ ids, onStarted, onClose }: BulkDeleteDialogProps) {
  const remove = useBulkDelete();
  const [force, setForce] = useState(false);
  const what = plural(ids.length, 'mirror');
  return (
    <DeleteDialog
      what={ids.length === 1 ? 'mirror' : 'selection'}
      name={what}
      typed={String(ids.length)}
      consequences={
        <>
          They are removed from GitLab along with the tokens that were made for them, and their issue syncs end. Both
          sides’ projects keep what they hold. This can’t be undone.
          <ForceOption checked={force} onChange={setForce} />
        </>
      }
      onClose={onClose}
      onConfirm={() => remove.mutateAsync({ ids, force })}
      onDeleted={(run) => {
        onClose();
        onStarted(run);
      }}
    />
  );
}
