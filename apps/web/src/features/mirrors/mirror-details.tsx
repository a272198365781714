import { Stack, Tabs } from '@mantine/core';
import { useState } from 'react';
import type { Mirror } from '../../api/model';
import { useSearchState } from '../../ui/use-search-state';
import { DeleteMirrorDialog } from './delete-mirror-dialog';
import { EditMirrorDrawer } from './edit-mirror-drawer';
import { MirrorActions } from './mirror-actions';
import { MirrorCompare } from './mirror-compare';
import { MirrorHistory } from './mirror-history';
import { MirrorOverview } from './mirror-overview';

const PANELS = ['overview', 'compare', 'history'];

export function MirrorDetails({ mirror, onDeleted }: { mirror: Mirror; onDeleted: () => void }) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const [params, change] = useSearchState();
  const panel = PANELS.find((name) => name === params.get('panel')) ?? 'overview';

  return (
    <Stack gap="md">
      <MirrorActions mirror={mirror} onEdit={() => setOpen('edit')} onDelete={() => setOpen('delete')} />
      <Tabs value={panel} onChange={(next) => change({ panel: next === 'overview' ? null : next })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="compare">Compare</Tabs.Tab>
          <Tabs.Tab value="history">History</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="overview">
          <MirrorOverview mirror={mirror} />
        </Tabs.Panel>
        <Tabs.Panel value="compare">
          <MirrorCompare mirror={mirror} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <MirrorHistory mirrorId={mirror.id} />
        </Tabs.Panel>
      </Tabs>
      {open === 'edit' && <EditMirrorDrawer mirror={mirror} onClose={() => setOpen(null)} />}
      {open === 'delete' && <DeleteMirrorDialog mirror={mirror} onDeleted={onDeleted} onClose={() => setOpen(null)} />}
    </Stack>
  );
}
