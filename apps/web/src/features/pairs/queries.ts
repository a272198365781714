import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';
import type { NewPair } from '../../api/model';

const ALL = { per_page: 500, sort: 'name' } as const;

export const pairQueries = {
  all: () =>
    queryOptions({
      queryKey: ['pairs', 'all'],
      queryFn: ({ signal }) => page(api.GET('/api/pairs', { params: { query: ALL }, signal })),
    }),
};

export function useSavePair(id: number | null) {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (input: NewPair) =>
      body(
        id === null
          ? api.POST('/api/pairs', { body: input })
          : api.PUT('/api/pairs/{id}', { params: { path: { id } }, body: input }),
      ),
    // A pair's defaults show up as effective settings of its mirrors.
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['pairs'] }),
        queries.invalidateQueries({ queryKey: ['mirrors'] }),
      ]),
  });
}

/** Name and description, changed where they stand. */
export function useChangePair() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: number; change: Partial<Pick<NewPair, 'name' | 'description'>> }) =>
      body(api.PUT('/api/pairs/{id}', { params: { path: { id } }, body: change })),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['pairs'] }),
        queries.invalidateQueries({ queryKey: ['mirrors'] }),
      ]),
  });
}

export function useSyncPair() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => body(api.POST('/api/pairs/{id}/sync-mirrors', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['mirrors'] }),
  });
}

export function useDeletePair() {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: ({ id, force }: { id: number; force: boolean }) =>
      body(api.DELETE('/api/pairs/{id}', { params: { path: { id }, query: { force } } })),
    onSuccess: () => queries.invalidateQueries(),
  });
}
