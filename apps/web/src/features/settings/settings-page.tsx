import { Button, Code, CopyButton, Group, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconCopy, IconLogout, IconPassword } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { forgetCredentials, useAccess } from '../../api/credentials';
import { apiBase } from '../../api/settings';
import { ExternalLink } from '../../ui/external-link';
import { Facts } from '../../ui/facts';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { QueryFault } from '../../ui/query-fault';
import { userQueries } from '../users/queries';
import { roleName, ROLES } from '../users/roles';

const PasswordDialog = lazy(async () => ({ default: (await import('../users/password-dialog')).PasswordDialog }));

export function SettingsPage() {
  return (
    <>
      <PageHeader title="Settings" description="Yours, on this device. Those of the server are under About." />
      <Stack gap="md" maw={760}>
        <Profile />
        <Appearance />
        <Api />
      </Stack>
    </>
  );
}

function Profile() {
  const session = useQuery(userQueries.session());
  const { credentials } = useAccess();
  const [isChanging, setChanging] = useState(false);
  if (session.error && !session.data)
    return <QueryFault error={session.error} what="Your profile" onRetry={session.refetch} />;
  const role = session.data?.role;
  return (
    <Panel title="Profile">
      <Stack gap="md">
        <Facts
          facts={[
            { label: 'Name', value: session.data?.username ?? '…' },
            {
              label: 'Role',
              value: role ? (
                <>
                  {roleName(role)}
                  <Text size="xs" c="dimmed">
                    {ROLES.find(({ value }) => value === role)?.description}
                  </Text>
                </>
              ) : (
                '…'
              ),
            },
            ...(credentials === null ? [{ label: 'Login', value: 'not needed on this server' }] : []),
          ]}
        />
        {credentials !== null && (
          <Group gap="xs">
            <Button variant="default" leftSection={<IconPassword size={16} />} onClick={() => setChanging(true)}>
              Change password
            </Button>
            <Button variant="default" leftSection={<IconLogout size={16} />} onClick={() => forgetCredentials(null)}>
              Sign out
            </Button>
          </Group>
        )}
      </Stack>
      {isChanging && (
        <Suspense>
          <PasswordDialog onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </Panel>
  );
}

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'Like the system' },
] as const;

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Panel title="Appearance">
      <Group justify="space-between" gap="md">
        <div>
          <Text size="sm" fw={550}>
            Colour scheme
          </Text>
          <Text size="xs" c="dimmed">
            Remembered on this device. Motion follows the system.
          </Text>
        </div>
        <SegmentedControl
          aria-label="Colour scheme"
          data={[...SCHEMES]}
          value={colorScheme}
          onChange={(value) => setColorScheme(SCHEMES.find((scheme) => scheme.value === value)?.value ?? 'auto')}
        />
      </Group>
    </Panel>
  );
}

function Api() {
  const base = apiBase === '' ? window.location.origin : apiBase;
  const example = `curl --user ${useAccess().credentials?.user ?? 'admin'} ${base}/api/mirrors?status=failed`;
  return (
    <Panel title="API">
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          Everything that these pages do, programs can do, too: with the same name and password, and the same role.
        </Text>
        <Facts
          facts={[
            { label: 'Address', value: <Code>{`${base}/api`}</Code> },
            {
              label: 'Reference',
              value: <ExternalLink href={`${apiBase}/docs`}>Swagger UI, to try it out</ExternalLink>,
            },
            { label: 'To read', value: <ExternalLink href={`${apiBase}/redoc`}>ReDoc</ExternalLink> },
            {
              label: 'For generators',
              value: <ExternalLink href={`${apiBase}/openapi.json`}>openapi.json</ExternalLink>,
            },
          ]}
        />
        <div>
          <Text size="sm" fw={550} mb={6}>
            Example
          </Text>
          <Group gap="xs" wrap="nowrap" align="stretch">
            <Code block flex={1} miw={0} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
              {example}
            </Code>
            <CopyButton value={example}>
              {({ copied, copy }) => (
                <Button
                  variant="default"
                  h="auto"
                  leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                  onClick={copy}
                >
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
          </Group>
        </div>
      </Stack>
    </Panel>
  );
}
