import { Anchor, Paper, Skeleton, Tabs } from '@mantine/core';
import { IconArrowsDiff, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { NotFoundPage } from '../../app/faults';
import { DeleteDialog } from '../../ui/delete-dialog';
import { PageHeader } from '../../ui/page-header';
import { QueryFault } from '../../ui/query-fault';
import { RowMenu } from '../../ui/row-menu';
import { toastDone } from '../../ui/toast';
import { useSearchState } from '../../ui/use-search-state';
import { projectUrl } from '../instances/project-url';
import { instanceQueries } from '../instances/queries';
import { mirrorQueries } from '../mirrors/queries';
import { useMay } from '../users/use-may';
import { ConfigurationForm } from './configuration-form';
import type { IssueUrl } from './issue-number';
import { MappingsTable } from './mappings-table';
import { PlanDialog } from './plan-dialog';
import { issueSyncQueries, useDeleteIssueSync, useReconcileIssues } from './queries';
import { RunsTable } from './runs-table';
import { SyncPanel } from './sync-panel';

const TABS = ['configuration', 'runs', 'issues'];

export function MirrorIssueSyncPage() {
  const mirrorId = Number(useParams().mirrorId);
  if (!Number.isSafeInteger(mirrorId) || mirrorId < 1) return <NotFoundPage />;
  return <MirrorIssueSync key={mirrorId} mirrorId={mirrorId} />;
}

function MirrorIssueSync({ mirrorId }: { mirrorId: number }) {
  const mirror = useQuery(mirrorQueries.one(mirrorId));
  const config = useQuery(issueSyncQueries.byMirror(mirrorId));
  const instances = useQuery(instanceQueries.all());
  const remove = useDeleteIssueSync();
  const navigate = useNavigate();
  const [params, change] = useSearchState();
  const [deleting, setDeleting] = useState<number | null>(null);
  const [planning, setPlanning] = useState(false);
  const reconcile = useReconcileIssues();
  const may = useMay('issue sync');
  const tab = TABS.find((name) => name === params.get('tab')) ?? 'configuration';
  const source = instances.data?.items.find(({ id }) => id === mirror.data?.source_instance_id);
  const issueUrl: IssueUrl = (iid) =>
    source && mirror.data ? `${projectUrl(source, mirror.data.source_project_path)}/-/issues/${iid}` : null;
  const path = mirror.data?.source_project_path ?? `Mirror ${mirrorId}`;
  const fault = mirror.data ? (config.data === undefined ? config.error : null) : mirror.error;

  return (
    <>
      <PageHeader
        title={path}
        description={
          <>
            <Anchor component={Link} to="/issue-sync" inherit c="var(--mm-link)">
              Issue sync
            </Anchor>{' '}
            of{' '}
            <Anchor component={Link} to={`/mirrors?mirror=${mirrorId}`} inherit c="var(--mm-link)">
              the mirror
            </Anchor>
            <span className="truncate" style={{ minHeight: '1lh' }}>
              {mirror.data && `to ${mirror.data.target_project_path}`}
            </span>
          </>
        }
        actions={
          config.data ? (
            <RowMenu
              label="More actions"
              actions={[
                {
                  label: 'Compare all issues now',
                  icon: IconArrowsDiff,
                  onClick: () =>
                    config.data &&
                    reconcile.mutate(config.data.id, { onSuccess: () => toastDone('All issues are being compared.') }),
                  ...may,
                },
                {
                  label: 'Remove issue sync',
                  icon: IconTrash,
                  danger: true,
                  onClick: () => setDeleting(config.data?.id ?? null),
                  ...may,
                },
              ]}
            />
          ) : undefined
        }
      />
      {fault ? (
        <QueryFault
          error={fault}
          what="The issue sync"
          onRetry={() => Promise.all([mirror.refetch(), config.refetch()])}
        />
      ) : config.data === undefined ? (
        <Skeleton height={420} radius="md" />
      ) : config.data === null ? (
        <Paper p={{ base: 'md', sm: 'lg' }} bg="var(--mm-surface)">
          <ConfigurationForm mirrorId={mirrorId} config={null} />
        </Paper>
      ) : (
        <>
          <SyncPanel config={config.data} onPreview={() => setPlanning(true)} />
          <Tabs value={tab} onChange={(next) => change({ tab: next })} keepMounted={false}>
            <Tabs.List mb="md">
              <Tabs.Tab value="configuration">Configuration</Tabs.Tab>
              <Tabs.Tab value="runs">Runs</Tabs.Tab>
              <Tabs.Tab value="issues">Issues</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="configuration">
              <Paper p={{ base: 'md', sm: 'lg' }} bg="var(--mm-surface)">
                <ConfigurationForm mirrorId={mirrorId} config={config.data} />
              </Paper>
            </Tabs.Panel>
            <Tabs.Panel value="runs">
              <RunsTable configId={config.data.id} issueUrl={issueUrl} />
            </Tabs.Panel>
            <Tabs.Panel value="issues">
              <MappingsTable configId={config.data.id} />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
      {planning && config.data && (
        <PlanDialog configId={config.data.id} issueUrl={issueUrl} onClose={() => setPlanning(false)} />
      )}
      {deleting !== null && (
        <DeleteDialog
          what="issue sync"
          name={path}
          consequences="Its configuration and runs go. Issues on both sides stay, and set up again later, it carries on with the copies that exist."
          onClose={() => setDeleting(null)}
          onConfirm={() => remove.mutateAsync(deleting)}
          onDeleted={() => {
            toastDone('The issue sync is removed.');
            void navigate('/issue-sync');
          }}
        />
      )}
    </>
  );
}
