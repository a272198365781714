import { Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../ui/page-header';
import { ConfigurationTab } from './configuration-tab';
import { PairsTab } from './pairs-tab';

export function ImportExportPage() {
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab') === 'configuration' ? 'configuration' : 'pairs';
  return (
    <>
      <PageHeader
        title="Import and export"
        description="The mirrors of a pair, or the whole configuration, as files. No file ever holds a token."
      />
      <Tabs
        value={tab}
        onChange={(next) => setParams(next === 'configuration' ? { tab: next } : {})}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="pairs">Mirrors of a pair</Tabs.Tab>
          <Tabs.Tab value="configuration">Whole configuration</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="pairs">
          <PairsTab />
        </Tabs.Panel>
        <Tabs.Panel value="configuration">
          <ConfigurationTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
