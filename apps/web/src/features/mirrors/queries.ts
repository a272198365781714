import { queryOptions, useMutation, useQueryClient, type Query } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';
import type { Mirror, MirrorChange, MirrorQuery, NewMirror } from '../../api/model';
import { pollMs } from '../live/poll';

const isMoving = (mirror: Mirror): boolean =>
  mirror.enabled && (mirror.last_update_status === 'updating' || mirror.last_update_status === 'pending');

export const mirrorQueries = {
  page: (query: MirrorQuery) =>
    queryOptions({
      queryKey: ['mirrors', 'page', query],
      queryFn: ({ signal }) => page(api.GET('/api/mirrors', { params: { query }, signal })),
      refetchInterval: ({ state }: Query<{ items: Mirror[]; total: number }>) =>
        pollMs(state.data?.items.some(isMoving)),
    }),
  /** Groups that have mirrors somewhere below them, on the source side. */
  groups: (pairId: number | undefined) =>
    queryOptions({
      queryKey: ['mirrors', 'groups', pairId ?? null],
      queryFn: ({ signal }) =>
        body(
          api.GET('/api/mirrors/groups', {
            params: { query: pairId === undefined ? {} : { instance_pair_id: pairId } },
            signal,
          }),
        ),
    }),
  one: (id: number) =>
    queryOptions({
      queryKey: ['mirrors', 'one', id],
      queryFn: ({ signal }) => body(api.GET('/api/mirrors/{id}', { params: { path: { id } }, signal })),
      refetchInterval: ({ state }: Query<Mirror>) => pollMs(state.data && isMoving(state.data)),
    }),
};

function useRefreshMirrors() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['mirrors'] }),
      queries.invalidateQueries({ queryKey: ['dashboard'] }),
    ]);
}

export function useCreateMirror() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (input: NewMirror) => body(api.POST('/api/mirrors', { body: input })),
    onSuccess: useRefreshMirrors(),
  });
}

export function useChangeMirror(options: { shownInline: boolean }) {
  return useMutation({
    meta: options,
    mutationFn: ({ id, change }: { id: number; change: MirrorChange }) =>
      body(api.PUT('/api/mirrors/{id}', { params: { path: { id } }, body: change })),
    onSuccess: useRefreshMirrors(),
  });
}

export function useTriggerMirror() {
  return useMutation({
    mutationFn: (id: number) => body(api.POST('/api/mirrors/{id}/update', { params: { path: { id } } })),
    onSuccess: useRefreshMirrors(),
  });
}

/** Lets a mirror go on that was held because of what happened on its source. */
export function useApproveMirror() {
  return useMutation({
    mutationFn: (id: number) => body(api.POST('/api/mirrors/{id}/approve', { params: { path: { id } } })),
    onSuccess: useRefreshMirrors(),
  });
}

export function useDeleteMirror() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (id: number) => body(api.DELETE('/api/mirrors/{id}', { params: { path: { id } } })),
    onSuccess: useRefreshMirrors(),
  });
}
