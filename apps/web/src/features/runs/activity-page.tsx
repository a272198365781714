import { Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../ui/page-header';
import { AuditTab } from '../audit/audit-tab';
import { RunsTab } from './runs-tab';

const TABS = ['runs', 'audit'] as const;

export function ActivityPage() {
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((name) => name === params.get('tab')) ?? 'runs';
  return (
    <>
      <PageHeader title="Activity" description="The work that goes on in the background, and who changed what." />
      {/* The filters of one list mean nothing to the other. */}
      <Tabs
        value={tab}
        onChange={(next) => setParams(next === null || next === 'runs' ? {} : { tab: next })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="runs">Runs</Tabs.Tab>
          <Tabs.Tab value="audit">Audit trail</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="runs">
          <RunsTab />
        </Tabs.Panel>
        <Tabs.Panel value="audit">
          <AuditTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
