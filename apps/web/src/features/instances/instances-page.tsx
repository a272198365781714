import { Button } from '@mantine/core';
import { IconPlus, IconServer2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Instance } from '../../api/model';
import { EmptyPanel } from '../../ui/empty-panel';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { DeleteInstanceDialog } from './delete-instance-dialog';
import { InstanceDrawer } from './instance-drawer';
import { InstancesTable, type InstanceAction } from './instances-table';
import { instanceQueries } from './queries';
import { RotateTokenDialog } from './rotate-token-dialog';
import { TestDialog } from './test-dialog';
import { useMay } from '../users/use-may';

type Open = { action: 'add' } | { action: InstanceAction; instance: Instance } | null;

export function InstancesPage() {
  const instances = useQuery(instanceQueries.all());
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  const may = useMay('instances');
  const add = (
    <Button leftSection={<IconPlus size={16} />} {...may} onClick={() => setOpen({ action: 'add' })}>
      Add instance
    </Button>
  );
  const isEmpty = instances.data?.items.length === 0;

  return (
    <>
      <PageHeader
        title="Instances"
        description="The GitLab servers that repositories and issues are mirrored between, each with the token that Mirror Maestro works with."
        actions={isEmpty ? undefined : add}
      />
      {instances.error && !instances.data ? (
        <QueryFault error={instances.error} what="The instances" onRetry={instances.refetch} />
      ) : isEmpty ? (
        <EmptyPanel
          icon={<IconServer2 />}
          title="No GitLab yet"
          description="Add the first GitLab server with a token that has the api scope. The connection is tested before anything is saved."
        >
          {add}
        </EmptyPanel>
      ) : (
        <InstancesTable
          instances={instances.data?.items}
          onAction={(action, instance) => setOpen({ action, instance })}
        />
      )}
      {open?.action === 'add' && <InstanceDrawer instance={null} onClose={close} />}
      {open?.action === 'edit' && <InstanceDrawer instance={open.instance} onClose={close} />}
      {open?.action === 'rotate' && <RotateTokenDialog instance={open.instance} onClose={close} />}
      {open?.action === 'test' && <TestDialog instance={open.instance} onClose={close} />}
      {open?.action === 'delete' && <DeleteInstanceDialog instance={open.instance} onClose={close} />}
    </>
  );
}
