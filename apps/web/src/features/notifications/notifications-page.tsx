import { Tabs } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { PageHeader } from '../../ui/page-header';
import { ChannelsTab } from './channels-tab';
import { LogTab } from './log-tab';
import { RulesTab } from './rules-tab';

const TABS = ['rules', 'channels', 'log'] as const;

export function NotificationsPage() {
  const [params, setParams] = useSearchParams();
  const tab = TABS.find((name) => name === params.get('tab')) ?? 'rules';
  return (
    <>
      <PageHeader
        title="Notifications"
        description="Who is told when something goes wrong, and when it is well again. Alike alerts are gathered into one message."
      />
      <Tabs
        value={tab}
        onChange={(next) => setParams(next === null || next === 'rules' ? {} : { tab: next })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="rules">Rules</Tabs.Tab>
          <Tabs.Tab value="channels">Channels</Tabs.Tab>
          <Tabs.Tab value="log">Log</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="rules">
          <RulesTab />
        </Tabs.Panel>
        <Tabs.Panel value="channels">
          <ChannelsTab />
        </Tabs.Panel>
        <Tabs.Panel value="log">
          <LogTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
