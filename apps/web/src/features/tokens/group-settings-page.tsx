import { Tabs } from '@mantine/core';
import { PageHeader } from '../../ui/page-header';
import { useSearchState } from '../../ui/use-search-state';
import { GroupDefaultsTab } from './group-defaults-tab';
import { GroupTokensTab } from './group-tokens-tab';

export function GroupSettingsPage() {
  const [params, change] = useSearchState();
  const tab = params.get('tab') === 'defaults' ? 'defaults' : 'tokens';
  return (
    <>
      <PageHeader
        title="Group settings"
        description="What applies to all projects below a group: the token that mirrors use, and defaults that differ from the pair’s."
      />
      <Tabs value={tab} onChange={(next) => change({ tab: next })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="tokens">Tokens</Tabs.Tab>
          <Tabs.Tab value="defaults">Defaults</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tokens">
          <GroupTokensTab />
        </Tabs.Panel>
        <Tabs.Panel value="defaults">
          <GroupDefaultsTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
