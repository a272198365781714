import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { RelativeTime } from '../../ui/relative-time';
import { toastDone, toastError } from '../../ui/toast';
import { useMay } from '../users/use-may';
import { leftoverQueries, useForgetLeftover, useRetryLeftover } from './leftover-queries';

const KINDS: Record<string, string> = {
  push_mirror: 'Push mirror',
  pull_mirror: 'Pull mirror',
  project_token: 'Project access token',
  issue_hook: 'Webhook of the issue sync',
  deploy_key: 'Deploy key',
};

/** What should be gone from GitLab but could not be removed there yet; of one mirror, or of all. */
export function MirrorLeftovers({ mirrorId }: { mirrorId?: number }) {
  const leftovers = useQuery(leftoverQueries.all());
  const retry = useRetryLeftover();
  const forget = useForgetLeftover();
  const may = useMay('mirrors');
  // Each tells its own outcome, also when another is tried before the answer.
  const tryNow = (id: number): void =>
    void retry.mutateAsync(id).then(
      ({ status, error }) =>
        status === 'deleted'
          ? toastDone('It is gone from GitLab.')
          : toastError(error ?? 'GitLab did not let it be removed.'),
      () => undefined,
    );
  const shown = (leftovers.data?.items ?? []).filter(
    (leftover) => mirrorId === undefined || leftover.mirror_id === mirrorId,
  );
  if (shown.length === 0) return null;

  return (
    <section aria-label="Leftovers on GitLab">
      <Title order={3} mb={4}>
        Left to clean up on GitLab
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        It is tried again by itself; forget only what you removed by hand.
      </Text>
      <Stack gap="sm">
        {shown.map((leftover) => (
          <Group key={leftover.id} justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
            <div style={{ minWidth: 0 }}>
              <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
                {KINDS[leftover.kind] ?? leftover.kind} {leftover.name}
              </Text>
              <Text size="xs" c="dimmed" component="div" style={{ overflowWrap: 'anywhere' }}>
                {leftover.project_path}, next attempt <RelativeTime at={leftover.next_attempt_at} planned />
              </Text>
              {leftover.last_error !== null && <Text size="xs">{leftover.last_error}</Text>}
            </div>
            <Group gap={6} wrap="nowrap">
              <Button
                size="compact-xs"
                variant="default"
                loading={retry.isPending && retry.variables === leftover.id}
                {...may}
                onClick={() => tryNow(leftover.id)}
              >
                Try now
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                loading={forget.isPending && forget.variables === leftover.id}
                {...may}
                onClick={() => forget.mutate(leftover.id, { onSuccess: () => toastDone('It is no longer tried.') })}
              >
                Forget
              </Button>
            </Group>
          </Group>
        ))}
      </Stack>
    </section>
  );
}
