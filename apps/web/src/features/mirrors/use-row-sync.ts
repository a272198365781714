import { useCallback, useState } from 'react';
import type { Mirror } from '../../api/model';
import { toastDone } from '../../ui/toast';
import { useTriggerMirror } from './queries';

/** The button of each row: one mutation for all of them, since hundreds of rows come and go while one scrolls. */
export function useRowSync(): { busy: ReadonlySet<number>; sync: (mirror: Mirror) => void } {
  const { mutateAsync } = useTriggerMirror();
  const [busy, setBusy] = useState<ReadonlySet<number>>(new Set());
  const sync = useCallback(
    ({ id, source_project_path: path }: Mirror): void => {
      setBusy((current) => new Set(current).add(id));
      mutateAsync(id)
        .then(
          () => toastDone(`The sync of ${path} is on its way.`),
          // The client of the queries has told it already.
          () => undefined,
        )
        .finally(() =>
          setBusy((current) => {
            const next = new Set(current);
            next.delete(id);
            return next;
          }),
        )
        .catch(() => undefined);
    },
    [mutateAsync],
  );
  return { busy, sync };
}
