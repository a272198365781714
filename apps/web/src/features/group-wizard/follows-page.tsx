import { IconPlus, IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GroupFollow } from '../../api/model';
import { DeleteDialog } from '../../ui/delete-dialog';
import { EmptyPanel } from '../../ui/empty-panel';
import { LinkButton } from '../../ui/link-button';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { toastDone } from '../../ui/toast';
import { BulkRunDialog } from '../mirrors/bulk-run-dialog';
import { useMay } from '../users/use-may';
import { FollowDrawer } from './follow-drawer';
import { FollowDetails } from './follow-details';
import { FollowsTable, type FollowAction } from './follows-table';
import { groupQueries, useChangeFollow, useDeleteFollow, useReconcileFollow } from './queries';

type Open = { action: 'show' | 'edit' | 'delete'; follow: GroupFollow } | null;

export function FollowsPage() {
  const follows = useQuery(groupQueries.follows());
  const change = useChangeFollow({ shownInline: false });
  const reconcile = useReconcileFollow();
  const remove = useDeleteFollow();
  const [open, setOpen] = useState<Open>(null);
  const [run, watch] = useState<{ job_id: number; message: string } | null>(null);
  const close = (): void => setOpen(null);
  const may = useMay('followed groups');

  const act = (action: FollowAction, follow: GroupFollow): void => {
    if (action === 'reconcile') reconcile.mutate({ id: follow.id, includeDismissed: false }, { onSuccess: watch });
    else if (action === 'toggle') {
      change.mutate(
        { id: follow.id, change: { enabled: !follow.enabled } },
        {
          onSuccess: ({ enabled }) => toastDone(enabled ? 'The group is followed again.' : 'It is no longer followed.'),
        },
      );
    } else setOpen({ action, follow });
  };
  const add = (
    <LinkButton to="/groups/new" leftSection={<IconPlus size={16} />} {...may}>
      Mirror a group
    </LinkButton>
  );

  return (
    <>
      <PageHeader
        title="Groups"
        description="Groups that are mirrored as a whole and followed: what is new in them is mirrored by itself."
        actions={follows.data?.total === 0 ? undefined : add}
      />
      {follows.error && !follows.data ? (
        <QueryFault error={follows.error} what="The groups" onRetry={follows.refetch} />
      ) : follows.data?.total === 0 ? (
        <EmptyPanel
          icon={<IconSitemap />}
          title="No group is followed"
          description="Mirror all projects of a group at once, and keep up with what is added to it later."
        >
          {add}
        </EmptyPanel>
      ) : (
        <FollowsTable follows={follows.data?.items} onAction={act} />
      )}
      {open?.action === 'edit' && <FollowDrawer follow={open.follow} onClose={close} />}
      {open?.action === 'show' && (
        <FollowDetails
          follow={open.follow}
          onRestore={() =>
            reconcile.mutate(
              { id: open.follow.id, includeDismissed: true },
              {
                onSuccess: (started) => {
                  // By then, something else may be open.
                  setOpen((now) => (now === open ? null : now));
                  watch(started);
                },
              },
            )
          }
          onClose={close}
        />
      )}
      {open?.action === 'delete' && (
        <DeleteDialog
          what="follow"
          name={`${open.follow.source_group_path} → ${open.follow.target_namespace_path}`}
          consequences="What is new in the group is no longer mirrored by itself. The mirrors that exist stay."
          onClose={close}
          onConfirm={() => remove.mutateAsync(open.follow.id)}
          onDeleted={() => {
            toastDone('The group is no longer followed.');
            close();
          }}
        />
      )}
      {run !== null && <BulkRunDialog run={run} onClose={() => watch(null)} />}
    </>
  );
}
