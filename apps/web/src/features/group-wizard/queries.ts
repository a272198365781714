import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';
import type { GroupApply, GroupFollowChange, GroupOrder, GroupPlanQuery } from '../../api/model';
import { CALM_MS } from '../live/poll';

/** What the tree shows at once; a search narrows it down. */
export const MAX_PLANNED = 500;
const FOLLOW = '/api/group-follows/{id}';

export type PlanFilter = Pick<GroupPlanQuery, 'action' | 'search'>;

export const groupQueries = {
  planItems: (id: number, filter: PlanFilter) =>
    queryOptions({
      queryKey: ['group-plans', id, filter],
      queryFn: ({ signal }) =>
        page(
          api.GET('/api/mirrors/bulk/plans/{id}/items', {
            params: { path: { id }, query: { ...filter, per_page: MAX_PLANNED } },
            signal,
          }),
        ),
      staleTime: Infinity,
      placeholderData: keepPreviousData,
    }),
  follows: () =>
    queryOptions({
      queryKey: ['group-follows'],
      queryFn: ({ signal }) => page(api.GET('/api/group-follows', { params: { query: { per_page: 500 } }, signal })),
      refetchInterval: CALM_MS,
    }),
};

/** Says what would be made, without making it. */
export function usePlanGroup() {
  return useMutation({
    meta: { shownInline: true, onlyAsks: true },
    mutationFn: (order: GroupOrder) => body(api.POST('/api/mirrors/bulk/plan', { body: order })),
  });
}

function useRefreshFollows() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['group-follows'] }),
      queries.invalidateQueries({ queryKey: ['mirrors'] }),
      queries.invalidateQueries({ queryKey: ['runs'] }),
    ]);
}

export function useApplyGroup() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (order: GroupApply) => body(api.POST('/api/mirrors/bulk/apply', { body: order })),
    onSuccess: useRefreshFollows(),
  });
}

export function useChangeFollow(options: { shownInline: boolean }) {
  return useMutation({
    meta: options,
    mutationFn: ({ id, change }: { id: number; change: GroupFollowChange }) =>
      body(api.PUT(FOLLOW, { params: { path: { id } }, body: change })),
    onSuccess: useRefreshFollows(),
  });
}

export function useReconcileFollow() {
  return useMutation({
    mutationFn: ({ id, includeDismissed }: { id: number; includeDismissed: boolean }) =>
      body(
        api.POST('/api/group-follows/{id}/reconcile', {
          params: { path: { id } },
          body: { include_dismissed: includeDismissed },
        }),
      ),
    onSuccess: useRefreshFollows(),
  });
}

export function useDeleteFollow() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (id: number) => body(api.DELETE(FOLLOW, { params: { path: { id } } })),
    onSuccess: useRefreshFollows(),
  });
}
