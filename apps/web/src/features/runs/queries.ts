import { keepPreviousData, queryOptions, useMutation, useQueryClient, type Query } from '@tanstack/react-query';
import { api, body, page, type ListPage } from '../../api/client';
import type { Run, RunDetail, RunQuery } from '../../api/model';
import { pollMs } from '../live/poll';

export const RUNS_PER_PAGE = 50;

export const isLive = ({ status }: Pick<Run, 'status'>): boolean => status === 'queued' || status === 'running';

export type RunFilter = Pick<RunQuery, 'status' | 'kind' | 'page'>;

export const runQueries = {
  page: (filter: RunFilter) =>
    queryOptions({
      queryKey: ['runs', 'page', filter],
      queryFn: ({ signal }) =>
        page(api.GET('/api/runs', { params: { query: { ...filter, per_page: RUNS_PER_PAGE } }, signal })),
      refetchInterval: ({ state }: Query<ListPage<Run>>) => pollMs(state.data?.items.some(isLive)),
      placeholderData: keepPreviousData,
    }),
  one: (id: number) =>
    queryOptions({
      queryKey: ['runs', 'one', id],
      queryFn: ({ signal }) => body(api.GET('/api/runs/{id}', { params: { path: { id } }, signal })),
      refetchInterval: ({ state }: Query<RunDetail>) => (state.data && isLive(state.data) ? pollMs(true) : false),
    }),
};

export function useCancelRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => body(api.POST('/api/runs/{id}/cancel', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['runs'] }),
  });
}

export function useRetryRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => body(api.POST('/api/runs/{id}/retry', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['runs'] }),
  });
}
