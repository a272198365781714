import { useThrottledCallback } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
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
  // What was there stays while a filter changes, and with it the place of the keyboard; rows of another page would be a
  // lie. Several queries at once aren't told by the library what was there before.
  const before = useRef(new Map<number, MirrorPage>());
  const results = useQueries({
    queries: numbers.map((number) => ({
      ...mirrorQueries.page({ ...filters, page: number, per_page: PER_PAGE }),
      placeholderData: () => before.current.get(number),
    })),
  });
  useEffect(() => {
    before.current = new Map(results.flatMap(({ data }, i) => (data ? [[pages.first + i, data]] : [])));
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
