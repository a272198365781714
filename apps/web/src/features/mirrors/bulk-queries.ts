import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';
import type { Verification } from '../../api/model';
import type { MirrorFilters } from './filters';

/** What the server takes in one request. */
export const MAX_SELECTION = 1_000;
const MAX_VERIFIED = 100;
const IDS_PER_PAGE = 500;

/** The answer to everything that is done to many mirrors: the run that does it. */
export interface StartedRun {
  message: string;
  job_id: number;
}

export type BulkAction = 'sync' | 'enable' | 'disable';

function useRefresh() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['mirrors'] }),
      queries.invalidateQueries({ queryKey: ['runs'] }),
      queries.invalidateQueries({ queryKey: ['dashboard'] }),
    ]);
}

/** Starts a run that does it to each of the mirrors. */
export function useBulkAction() {
  return useMutation({
    mutationFn: ({ action, ids }: { action: BulkAction; ids: number[] }) => {
      const input = { body: { mirror_ids: ids } };
      if (action === 'sync') return body(api.POST('/api/mirrors/sync', input));
      return body(
        action === 'enable'
          ? api.POST('/api/mirrors/bulk/enable', input)
          : api.POST('/api/mirrors/bulk/disable', input),
      );
    },
    onSuccess: useRefresh(),
  });
}

export function useBulkDelete() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: ({ ids, force }: { ids: number[]; force: boolean }) =>
      body(api.POST('/api/mirrors/bulk/delete', { body: { mirror_ids: ids, force } })),
    onSuccess: useRefresh(),
  });
}

/** Compares each with GitLab, some at a time, as each needs several answers from there. */
export function useVerifyMirrors() {
  return useMutation({
    meta: { shownInline: true, onlyAsks: true },
    mutationFn: async (ids: number[]): Promise<Verification[]> => {
      const results: Verification[] = [];
      for (let from = 0; from < ids.length; from += MAX_VERIFIED) {
        const chunk = ids.slice(from, from + MAX_VERIFIED);
        results.push(...(await body(api.POST('/api/mirrors/verify', { body: { mirror_ids: chunk } }))));
      }
      return results;
    },
    onSuccess: useRefresh(),
  });
}

/** The ids of what matches, in the order that is shown; no more than can be acted on at once. */
export function useMatchingIds() {
  return useMutation({
    mutationFn: async (filters: MirrorFilters): Promise<{ ids: number[]; total: number }> => {
      const pages = await Promise.all(
        [1, 2].map((number) =>
          page(api.GET('/api/mirrors', { params: { query: { ...filters, page: number, per_page: IDS_PER_PAGE } } })),
        ),
      );
      return { ids: pages.flatMap(({ items }) => items.map(({ id }) => id)), total: pages[0]?.total ?? 0 };
    },
  });
}
