import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { NewMirror } from '../../api/model';

export const preflightQuery = (wish: NewMirror) =>
  queryOptions({
    queryKey: ['preflight', wish],
    queryFn: ({ signal }) => body(api.POST('/api/mirrors/preflight', { body: wish, signal })),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });

/** Removes mirrors that GitLab has already; without ids (a pull mirror has none) all that stand in the way. */
export function useRemoveExisting(wish: NewMirror) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids: number[]) =>
      body(
        api.POST('/api/mirrors/remove-existing', {
          body: { ...wish, ...(ids.length === 0 ? {} : { remote_mirror_ids: ids }) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['preflight'] }),
  });
}
