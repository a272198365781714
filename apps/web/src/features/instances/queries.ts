import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';
import type { InstanceInput } from '../../api/model';

/** Installations have some dozens of instances at most: one page holds them all. */
const ALL = { per_page: 500, sort: 'name' };
const MAX_PROJECTS = 20;

export const instanceQueries = {
  all: () =>
    queryOptions({
      queryKey: ['instances', 'all'],
      queryFn: ({ signal }) => page(api.GET('/api/instances', { params: { query: ALL }, signal })),
    }),
  /** Projects of an instance whose path contains the text; asks GitLab live. */
  projects: (id: number, search: string) =>
    queryOptions({
      queryKey: ['instances', id, 'projects', search],
      queryFn: ({ signal }) =>
        body(
          api.GET('/api/instances/{id}/projects', {
            params: { path: { id }, query: { search, per_page: MAX_PROJECTS } },
            signal,
          }),
        ),
      staleTime: 60_000,
      placeholderData: keepPreviousData,
    }),
};

export function useSaveInstance(id: number | null) {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (input: InstanceInput) =>
      body(
        id === null
          ? api.POST('/api/instances', { body: input })
          : api.PUT('/api/instances/{id}', { params: { path: { id } }, body: input }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['instances'] }),
  });
}

/** Asks GitLab afresh with the stored token; a failed test is an error with GitLab's reason. */
export function useTestInstance(id: number) {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: () => body(api.POST('/api/instances/{id}/test', { params: { path: { id } } })),
  });
}

export function useDeleteInstance() {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (id: number) => body(api.DELETE('/api/instances/{id}', { params: { path: { id } } })),
    // What hangs on the instance went with it.
    onSuccess: () => queries.invalidateQueries(),
  });
}
