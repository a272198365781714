import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';
import type { ChannelChange, DeliveryQuery, NewChannel, NewNotificationRule } from '../../api/model';

const ALL = { per_page: 500, sort: 'name' } as const;
export const DELIVERIES_PER_PAGE = 50;

export const notificationQueries = {
  capabilities: () =>
    queryOptions({
      queryKey: ['notifications', 'capabilities'],
      queryFn: ({ signal }) => body(api.GET('/api/notifications/capabilities', { signal })),
      staleTime: 5 * 60_000,
    }),
  channels: () =>
    queryOptions({
      queryKey: ['notifications', 'channels'],
      queryFn: ({ signal }) => page(api.GET('/api/notifications/channels', { params: { query: ALL }, signal })),
    }),
  rules: () =>
    queryOptions({
      queryKey: ['notifications', 'rules'],
      queryFn: ({ signal }) => page(api.GET('/api/notifications/rules', { params: { query: ALL }, signal })),
    }),
  deliveries: (query: Pick<DeliveryQuery, 'status' | 'channel_id' | 'rule_id' | 'page'>) =>
    queryOptions({
      queryKey: ['notifications', 'deliveries', query],
      queryFn: ({ signal }) =>
        page(
          api.GET('/api/notifications/deliveries', {
            params: { query: { ...query, per_page: DELIVERIES_PER_PAGE } },
            signal,
          }),
        ),
      placeholderData: keepPreviousData,
    }),
};

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['notifications'] });
}

export function useSaveChannel(id: number | null) {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: ({ create, change }: { create: NewChannel; change: ChannelChange }) =>
      body(
        id === null
          ? api.POST('/api/notifications/channels', { body: create })
          : api.PUT('/api/notifications/channels/{id}', { params: { path: { id } }, body: change }),
      ),
    onSuccess: useRefresh(),
  });
}

export function useDeleteChannel() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (id: number) => body(api.DELETE('/api/notifications/channels/{id}', { params: { path: { id } } })),
    onSuccess: useRefresh(),
  });
}

export function useTestChannel() {
  return useMutation({
    mutationFn: (id: number) => body(api.POST('/api/notifications/channels/{id}/test', { params: { path: { id } } })),
    onSettled: useRefresh(),
  });
}

export function useSaveRule(id: number | null) {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (rule: NewNotificationRule) =>
      body(
        id === null
          ? api.POST('/api/notifications/rules', { body: rule })
          : api.PUT('/api/notifications/rules/{id}', { params: { path: { id } }, body: rule }),
      ),
    onSuccess: useRefresh(),
  });
}

export function useToggleRule() {
  return useMutation({
    mutationFn: ({ id, enabled }: { id: number; enabled: boolean }) =>
      body(api.PUT('/api/notifications/rules/{id}', { params: { path: { id } }, body: { enabled } })),
    onSuccess: useRefresh(),
  });
}

export function useDeleteRule() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (id: number) => body(api.DELETE('/api/notifications/rules/{id}', { params: { path: { id } } })),
    onSuccess: useRefresh(),
  });
}

export function useRetryDelivery() {
  return useMutation({
    mutationFn: (id: number) =>
      body(api.POST('/api/notifications/deliveries/{id}/retry', { params: { path: { id } } })),
    onSuccess: useRefresh(),
  });
}
