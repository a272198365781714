import { Group, Loader, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../api/client';
import { useConnection } from '../../api/connection';
import { useLiveState } from '../../features/live/live-state';
import classes from './connection-banner.module.css';

const RETRY_MS = 3_000;
/** Notices an outage even on a page that asks for nothing; a live stream notices by itself. */
const HEARTBEAT_MS = 20_000;

/** Says that the server is away, asks for it every few seconds, and loads everything anew once it is back. */
export function ConnectionBanner() {
  const away = useConnection() === 'away';
  const isLive = useLiveState() === 'live';
  const queries = useQueryClient();

  useEffect(() => {
    if (isLive && !away) return undefined;
    const timer = setInterval(
      () => {
        api.GET('/api/health/quick', {}).then(
          () => (away ? queries.invalidateQueries() : undefined),
          () => undefined,
        );
      },
      away ? RETRY_MS : HEARTBEAT_MS,
    );
    return () => clearInterval(timer);
  }, [away, isLive, queries]);

  return (
    <div role="status" aria-live="polite">
      {away && (
        <Group className={classes.banner} gap="sm" wrap="nowrap">
          <Loader size={16} color="currentColor" />
          <Text size="sm" fw={550}>
            The server does not answer. What you see may be out of date; this page reconnects by itself.
          </Text>
        </Group>
      )}
    </div>
  );
}
