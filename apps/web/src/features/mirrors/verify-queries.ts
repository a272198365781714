import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';

export const HISTORY_PER_PAGE = 30;

export const careQueries = {
  /** Asks GitLab afresh; what it finds is remembered with the mirror. */
  verification: (id: number) =>
    queryOptions({
      queryKey: ['verification', id],
      queryFn: ({ signal }) => body(api.GET('/api/mirrors/{id}/verify', { params: { path: { id } }, signal })),
      staleTime: 30_000,
      refetchOnWindowFocus: false,
    }),
  history: (id: number, pageNumber: number) =>
    queryOptions({
      queryKey: ['mirrors', 'history', id, pageNumber],
      queryFn: ({ signal }) =>
        page(
          api.GET('/api/mirrors/{id}/history', {
            params: { path: { id }, query: { page: pageNumber, per_page: HISTORY_PER_PAGE } },
            signal,
          }),
        ),
    }),
};

function useRefreshMirror() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['mirrors'] }),
      queries.invalidateQueries({ queryKey: ['verification'] }),
    ]);
}

export function useRepairMirror() {
  return useMutation({
    mutationFn: (id: number) => body(api.POST('/api/mirrors/{id}/repair', { params: { path: { id } } })),
    onSuccess: useRefreshMirror(),
  });
}

export function useRotateMirrorToken() {
  return useMutation({
    mutationFn: (id: number) => body(api.POST('/api/mirrors/{id}/rotate-token', { params: { path: { id } } })),
    onSuccess: useRefreshMirror(),
  });
}
