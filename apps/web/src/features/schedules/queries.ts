import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';
import type { NewPause, NewSchedule, Schedule } from '../../api/model';
import { CALM_MS } from '../live/poll';

const SCHEDULE = '/api/schedules/{id}';

export const scheduleQueries = {
  all: () =>
    queryOptions({
      queryKey: ['schedules'],
      queryFn: ({ signal }) =>
        page(api.GET('/api/schedules', { params: { query: { per_page: 500, sort: 'next_run_at' } }, signal })),
      refetchInterval: CALM_MS,
    }),
  pauses: () =>
    queryOptions({
      queryKey: ['pauses'],
      queryFn: ({ signal }) =>
        page(api.GET('/api/pauses', { params: { query: { per_page: 500, sort: 'starts_at' } }, signal })),
      refetchInterval: CALM_MS,
    }),
};

function useRefresh() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['schedules'] }),
      queries.invalidateQueries({ queryKey: ['pauses'] }),
    ]);
}

/** Adds a schedule, or changes when it runs; what it is for is fixed. */
export function useSaveSchedule(schedule: Schedule | null) {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: ({ cron, interval_minutes, timezone, enabled, ...subject }: NewSchedule) => {
      const timing = {
        cron: cron ?? null,
        interval_minutes: interval_minutes ?? null,
        ...(timezone === undefined ? {} : { timezone }),
        ...(enabled === undefined ? {} : { enabled }),
      };
      return body(
        schedule === null
          ? api.POST('/api/schedules', { body: { ...subject, ...timing } })
          : api.PUT(SCHEDULE, { params: { path: { id: schedule.id } }, body: timing }),
      );
    },
    onSuccess: useRefresh(),
  });
}

export function useSwitchSchedule() {
  return useMutation({
    mutationFn: ({ id, enabled }: { id: number; enabled: boolean }) =>
      body(api.PUT(SCHEDULE, { params: { path: { id } }, body: { enabled } })),
    onSuccess: useRefresh(),
  });
}

export function useDeleteSchedule() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (id: number) => body(api.DELETE(SCHEDULE, { params: { path: { id } } })),
    onSuccess: useRefresh(),
  });
}

/** Pauses what is named: some pairs or instances at once. */
export function usePause() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (wishes: NewPause[]) =>
      Promise.all(wishes.map((wish) => body(api.POST('/api/pauses', { body: wish })))),
    onSettled: useRefresh(),
  });
}

export function useEndPauses() {
  return useMutation({
    mutationFn: (ids: number[]) =>
      Promise.all(ids.map((id) => body(api.DELETE('/api/pauses/{id}', { params: { path: { id } } })))),
    onSettled: useRefresh(),
  });
}
