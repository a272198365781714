import { useThrottledCallback } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListPage } from '../../api/client';
import type { Mirror } from '../../api/model';
import type { MirrorFilters } from './filters';
import { mirrorQueries } from './queries';

const PER_PAGE = 100;
/** So many rows before they come into sight their page is asked for. */
const AHEAD = 40;
/** Who drags the scrollbar flies over hundreds of pages: so many milliseconds lie between two looks at where they are. */
const LOOK_MS = 120;

type MirrorPage = ListPage<Mirror>;

function pageOf(key: readonly unknown[] | undefined): unknown {
  const query = key?.[2];
  return typeof query === 'object' && query !== null && 'page' in query ? query.page : undefined;
}

export interface MirrorWindow {
  /** Undefined until the first answer. */
  total: number | undefined;
  /** The mirror in that row, undefined while its page loads. */
  at: (index: number) => Mirror | undefined;
  /** Says which rows are in sight, so that their pages are loaded and kept fresh. */
  show: (first: number, last: number) => void;
  error: Error | null;
  isStale: boolean;
  retry: () => void;
}

/** All mirrors that match, of which only the pages in sight are held: 100,000 rows cost as much as 200. */
export function useMirrorWindow(filters: MirrorFilters): MirrorWindow {
  const [pages, setPages] = useState<{ first: number; last: number }>({ first: 1, last: 1 });
  const numbers = Array.from({ length: pages.last - pages.first + 1 }, (_, i) => pages.first + i);
  // While every page in sight is on its way, their number stays: the table would fall together under who scrolls.
  const [known, remember] = useState<number>();
  const results = useQueries({
    queries: numbers.map((number) => ({
      ...mirrorQueries.page({ ...filters, page: number, per_page: PER_PAGE }),
      // What was there stays while a filter changes; rows of another page would be a lie.
      placeholderData: (previous: MirrorPage | undefined, query: { queryKey: readonly unknown[] } | undefined) =>
        pageOf(query?.queryKey) === number ? previous : undefined,
    })),
  });

  const answered = results.find(({ data }) => data !== undefined)?.data?.total;
  if (answered !== undefined && answered !== known) remember(answered);

  const total = answered ?? known;
  const show = useThrottledCallback((first: number, last: number): void => {
    const pageAt = (row: number): number => Math.floor(Math.max(0, Math.min(row, (total ?? 1) - 1)) / PER_PAGE) + 1;
    const next = { first: pageAt(first - AHEAD), last: pageAt(last + AHEAD) };
    setPages((current) => (current.first === next.first && current.last === next.last ? current : next));
  }, LOOK_MS);

  return {
    total,
    at: (index) => results[Math.floor(index / PER_PAGE) + 1 - pages.first]?.data?.items[index % PER_PAGE],
    show,
    error: results.find(({ error, data }) => error !== null && data === undefined)?.error ?? null,
    isStale: results.some(({ isPlaceholderData }) => isPlaceholderData),
    retry: () => results.forEach(({ refetch }) => void refetch()),
  };
}
