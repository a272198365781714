import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';
import type { Instance, NewInstance } from '../../api/model';

/** Installations have some dozens of instances at most: one page holds them all. */
const ALL = { per_page: 500, sort: 'name' } as const;
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
  /** Groups of an instance whose path contains the text; asks GitLab live. */
  groups: (id: number, search: string) =>
    queryOptions({
      queryKey: ['instances', id, 'groups', search],
      queryFn: ({ signal }) =>
        body(
          api.GET('/api/instances/{id}/groups', {
            params: { path: { id }, query: { search, per_page: MAX_PROJECTS } },
            signal,
          }),
        ),
      staleTime: 60_000,
      placeholderData: keepPreviousData,
    }),
};

const INSTANCE = '/api/instances/{id}';

/** Adds an instance, or changes one: an empty token keeps the stored one, an untouched address is not sent. */
export function useSaveInstance(instance: Instance | null) {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: ({ url, token, ...input }: NewInstance) => {
      if (instance === null) return body(api.POST('/api/instances', { body: { ...input, url, token } }));
      const change = { ...input, ...(url === instance.url ? {} : { url }), ...(token === '' ? {} : { token }) };
      return body(api.PUT(INSTANCE, { params: { path: { id: instance.id } }, body: change }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['instances'] }),
  });
}

/** Name and description, changed where they stand. */
export function useChangeInstance() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: number; change: Partial<Pick<NewInstance, 'name' | 'description'>> }) =>
      body(api.PUT(INSTANCE, { params: { path: { id } }, body: change })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['instances'] }),
  });
}

export function useRotateToken(id: number) {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (token: string) => body(api.PUT(INSTANCE, { params: { path: { id } }, body: { token } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['instances'] }),
  });
}

/** Asks GitLab afresh with the stored token; a failed test is an error with GitLab's reason. */
export function useTestInstance(id: number) {
  return useMutation({
    meta: { shownInline: true, onlyAsks: true },
    mutationFn: () => body(api.POST('/api/instances/{id}/test', { params: { path: { id } } })),
  });
}

export function useDeleteInstance() {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: ({ id, force }: { id: number; force: boolean }) =>
      body(api.DELETE(INSTANCE, { params: { path: { id }, query: { force } } })),
    // What hangs on the instance went with it.
    onSuccess: () => queries.invalidateQueries(),
  });
}
