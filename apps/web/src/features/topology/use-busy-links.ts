import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { numberOf } from '../live/live-event';
import { onLiveEvent } from '../live/live-state';
import { pairQueries } from '../pairs/queries';
import type { GraphLink } from './graph';

/** A sync shows for this long after it was last heard of. */
const SHOWN_MS = 6_000;

/** Tells whether something is being synced on a link: by the numbers, and by events as they come. */
export function useBusyLinks(): (link: GraphLink) => boolean {
  const pairs = useQuery(pairQueries.all());
  const busyUntil = useRef(new Map<string, number>());

  useEffect(() => {
    const ends = new Map(
      (pairs.data?.items ?? []).map((pair) => [pair.id, `${pair.source_instance_id}-${pair.target_instance_id}`]),
    );
    return onLiveEvent(({ topic, data }) => {
      const pairId = numberOf(data.pair_id);
      const path = topic === 'mirror' && pairId !== null ? ends.get(pairId) : undefined;
      if (path !== undefined) busyUntil.current.set(path, Date.now() + SHOWN_MS);
    });
  }, [pairs.data]);

  return useCallback(
    ({ source, target, status_counts }: GraphLink) =>
      status_counts.updating > 0 || (busyUntil.current.get(`${source}-${target}`) ?? 0) > Date.now(),
    [],
  );
}
