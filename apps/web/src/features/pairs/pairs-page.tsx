import { Button } from '@mantine/core';
import { IconArrowsLeftRight, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Pair } from '../../api/model';
import { EmptyPanel } from '../../ui/empty-panel';
import { plural } from '../../ui/plural';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { toastDone } from '../../ui/toast';
import { instanceQueries } from '../instances/queries';
import { DeletePairDialog } from './delete-pair-dialog';
import { PairDrawer } from './pair-drawer';
import { PairsTable, type PairAction } from './pairs-table';
import { pairQueries, useSyncPair } from './queries';
import { useMay } from '../users/use-may';

type Open = { action: 'add' } | { action: Exclude<PairAction, 'sync'>; pair: Pair } | null;

export function PairsPage() {
  const pairs = useQuery(pairQueries.all());
  const instances = useQuery(instanceQueries.all());
  const sync = useSyncPair();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const may = useMay('pairs');

  const act = (action: PairAction, pair: Pair): void => {
    if (action !== 'sync') return setOpen({ action, pair });
    sync.mutate(pair.id, {
      onSuccess: ({ total }) => toastDone(`${plural(total, 'mirror')} of ${pair.name} will be synced.`),
    });
  };

  const add = (
    <Button leftSection={<IconPlus size={16} />} {...may} onClick={() => setOpen({ action: 'add' })}>
      Add pair
    </Button>
  );
  const isEmpty = pairs.data?.items.length === 0;
  const noInstances = instances.data?.items.length === 0;

  return (
    <>
      <PageHeader
        title="Pairs"
        description="A pair says which instance feeds which, and what settings its mirrors start from."
        actions={isEmpty ? undefined : add}
      />
      {pairs.error && !pairs.data ? (
        <QueryFault error={pairs.error} what="The pairs" onRetry={pairs.refetch} />
      ) : isEmpty ? (
        <EmptyPanel
          icon={<IconArrowsLeftRight />}
          title="No pair yet"
          description={
            noInstances
              ? 'Add the GitLab instances first; a pair then joins two of them.'
              : 'Join a source and a target instance. Mirrors are then made within the pair.'
          }
        >
          {noInstances ? (
            <Button component={Link} to="/instances">
              Go to instances
            </Button>
          ) : (
            add
          )}
        </EmptyPanel>
      ) : (
        <PairsTable pairs={pairs.data?.items} onAction={act} />
      )}
      {open?.action === 'add' && <PairDrawer pair={null} onClose={close} />}
      {open?.action === 'edit' && <PairDrawer pair={open.pair} onClose={close} />}
      {open?.action === 'delete' && <DeletePairDialog pair={open.pair} onClose={close} />}
    </>
  );
}
