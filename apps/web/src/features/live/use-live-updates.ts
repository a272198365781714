import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onReachable, useConnection } from '../../api/connection';
import { useAccess } from '../../api/credentials';
import { affectedBy } from './affected';
import { EventStream } from './event-stream';
import { readLiveEvent, readRunChange } from './live-event';
import { announce, liveState, useLiveState } from './live-state';
import { patchRuns } from './patch-runs';
import { Refresher } from './refresher';

const POLL_MS = 30_000;
/** A browser opens six connections to a server at most: tabs that nobody looks at give theirs back. */
const HIDDEN_MS = 60_000;

/** Keeps what is shown up to date by the server's events; without them, by asking every 30 s. */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  const { credentials, isRefused } = useAccess();
  const isAway = useConnection() === 'away';
  const state = useLiveState();

  useEffect(() => {
    if (isRefused) return undefined;
    const refresher = new Refresher(queries);
    const stream = new EventStream({
      onEvent: (message) => {
        const event = readLiveEvent(message);
        if (event === null) return;
        const run = readRunChange(event);
        if (run !== null) patchRuns(queries, run);
        refresher.add(affectedBy(event));
        announce(event);
      },
      onState: (next) => {
        if (next === 'live') liveState.set('live');
        else if (next === 'broken') liveState.set('polling');
      },
      onGap: () => void queries.invalidateQueries(),
    });

    let hiding: ReturnType<typeof setTimeout> | undefined;
    const onVisibility = (): void => {
      clearTimeout(hiding);
      if (document.visibilityState === 'hidden') hiding = setTimeout(() => stream.stop(), HIDDEN_MS);
      else stream.start();
    };
    const retry = (): void => stream.retryNow();

    stream.start();
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('online', retry);
    const unfollow = onReachable(retry);
    return () => {
      clearTimeout(hiding);
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('online', retry);
      unfollow();
      stream.stop();
      refresher.stop();
    };
  }, [queries, credentials, isRefused]);

  useEffect(() => {
    if (state !== 'polling' || isAway || isRefused) return undefined;
    const timer = setInterval(() => void queries.invalidateQueries(), POLL_MS);
    return () => clearInterval(timer);
  }, [queries, state, isAway, isRefused]);
}
