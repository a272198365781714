import { useState } from 'react';
import type { Pair } from '../../api/model';
import { DeleteDialog } from '../../ui/delete-dialog';
import { ForceOption } from '../../ui/force-option';
import { plural } from '../../ui/plural';
import { toastDone, toastWarnings } from '../../ui/toast';
import { useDeletePair } from './queries';

export function DeletePairDialog({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const remove = useDeletePair();
  const [force, setForce] = useState(false);
  return (
    <DeleteDialog
      what="pair"
      name={pair.name}
      typed={pair.name}
      consequences={
        <>
          Along with it go <strong>{plural(pair.mirrors_count, 'mirror')}</strong>, its group defaults and issue-sync
          data. The mirrors are removed from GitLab, too, as far as it can be reached. Projects and issues stay as they
          are. This can’t be undone.
          <ForceOption checked={force} onChange={setForce} />
        </>
      }
      onClose={onClose}
      onConfirm={() => remove.mutateAsync({ id: pair.id, force })}
      onDeleted={({ warnings }) => {
        toastDone(`${pair.name} is deleted.`);
        toastWarnings('Not everything could be cleaned up on GitLab', warnings);
        onClose();
      }}
    />
  );
}
