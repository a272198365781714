import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';
import type { GroupDefaultsInput, GroupTokenChange, NewGroupToken } from '../../api/model';

const ALL = { per_page: 500 };

export const groupQueries = {
  tokens: () =>
    queryOptions({
      queryKey: ['group-tokens'],
      queryFn: ({ signal }) => page(api.GET('/api/tokens', { params: { query: ALL }, signal })),
    }),
  defaults: () =>
    queryOptions({
      queryKey: ['group-defaults'],
      queryFn: ({ signal }) => page(api.GET('/api/group-defaults', { params: { query: ALL }, signal })),
    }),
};

export function useSaveGroupToken(id: number | null) {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: ({ gitlab_instance_id, ...input }: NewGroupToken) =>
      body(
        id === null
          ? api.POST('/api/tokens', { body: { gitlab_instance_id, ...input } })
          : api.PUT('/api/tokens/{id}', {
              params: { path: { id } },
              body: input.token === '' ? { group_path: input.group_path, token_name: input.token_name } : input,
            }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['group-tokens'] }),
  });
}

/** Changes single fields where they stand. */
export function useChangeGroupToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: number; change: GroupTokenChange }) =>
      body(api.PUT('/api/tokens/{id}', { params: { path: { id } }, body: change })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['group-tokens'] }),
  });
}

export function useDeleteGroupToken() {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (id: number) => body(api.DELETE('/api/tokens/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['group-tokens'] }),
  });
}

/** Group defaults shape the effective settings of mirrors, so these are read anew, too. */
function useRefreshDefaults() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['group-defaults'] }),
      queries.invalidateQueries({ queryKey: ['mirrors'] }),
    ]);
}

export function useSaveGroupDefaults({ shownInline }: { shownInline: boolean }) {
  return useMutation({
    meta: { shownInline },
    mutationFn: (input: GroupDefaultsInput) => body(api.POST('/api/group-defaults', { body: input })),
    onSuccess: useRefreshDefaults(),
  });
}

export function useDeleteGroupDefaults() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (id: number) => body(api.DELETE('/api/group-defaults/{id}', { params: { path: { id } } })),
    onSuccess: useRefreshDefaults(),
  });
}
