import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Instance } from '../../api/model';
import { DeleteDialog } from '../../ui/delete-dialog';
import { ForceOption } from '../../ui/force-option';
import { plural } from '../../ui/plural';
import { toastDone, toastWarnings } from '../../ui/toast';
import { pairQueries } from '../pairs/queries';
import { useDeleteInstance } from './queries';

export function DeleteInstanceDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const remove = useDeleteInstance();
  const [force, setForce] = useState(false);
  const pairs = useQuery(pairQueries.all());
  const affected = pairs.data?.items.filter(
    (pair) => pair.source_instance_id === instance.id || pair.target_instance_id === instance.id,
  );
  const mirrors = affected?.reduce((sum, pair) => sum + pair.mirrors_count, 0);
  const counts =
    affected === undefined || mirrors === undefined
      ? 'its pairs and their mirrors'
      : `${plural(affected.length, 'pair')} and ${plural(mirrors, 'mirror')}`;

  return (
    <DeleteDialog
      what="instance"
      name={instance.name}
      typed={instance.name}
      consequences={
        <>
          Along with it go <strong>{counts}</strong>, its group tokens, group defaults and issue-sync data. The mirrors
          are removed from GitLab, too, as far as it can be reached. Projects and issues stay as they are. This can’t be
          undone.
          <ForceOption checked={force} onChange={setForce} />
        </>
      }
      onClose={onClose}
      onConfirm={() => remove.mutateAsync({ id: instance.id, force })}
      onDeleted={({ warnings }) => {
        toastDone(`${instance.name} is deleted.`);
        toastWarnings('Not everything could be cleaned up on GitLab', warnings);
        onClose();
      }}
    />
  );
}
