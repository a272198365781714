import { queryOptions, useMutation, useQueryClient, type Query } from '@tanstack/react-query';
import { api, body, page, type ListPage } from '../../api/client';
import type { IssueSync, IssueSyncBulk, IssueSyncSettings, MappingQuery, SyncRun } from '../../api/model';
import { CALM_MS, pollMs } from '../live/poll';

export const RUNS_PER_PAGE = 20;
export const MAX_PLANNED = 200;
export const MAPPINGS_PER_PAGE = 50;

export const isLive = ({ status }: Pick<SyncRun, 'status'>): boolean => status === 'queued' || status === 'running';

export const issueSyncQueries = {
  all: () =>
    queryOptions({
      queryKey: ['issue-sync', 'all'],
      queryFn: ({ signal }) => page(api.GET('/api/issue-mirrors', { params: { query: { per_page: 500 } }, signal })),
      refetchInterval: CALM_MS,
    }),
  /** Null when the mirror has no issue sync. */
  byMirror: (mirrorId: number) =>
    queryOptions({
      queryKey: ['issue-sync', 'by-mirror', mirrorId],
      // As a list of one or none: to have none is no failure.
      queryFn: async ({ signal }): Promise<IssueSync | null> => {
        const found = await body(api.GET('/api/issue-mirrors', { params: { query: { mirror_id: mirrorId } }, signal }));
        return found[0] ?? null;
      },
      refetchInterval: CALM_MS,
    }),
  runs: (configId: number, pageNumber = 1) =>
    queryOptions({
      queryKey: ['issue-sync', configId, 'runs', 'page', pageNumber],
      queryFn: ({ signal }) =>
        page(
          api.GET('/api/issue-mirrors/{id}/jobs', {
            params: { path: { id: configId }, query: { page: pageNumber, per_page: RUNS_PER_PAGE } },
            signal,
          }),
        ),
      refetchInterval: ({ state }: Query<ListPage<SyncRun>>) => pollMs(state.data?.items.some(isLive)),
    }),
  run: (configId: number, runId: number) =>
    queryOptions({
      queryKey: ['issue-sync', configId, 'runs', runId],
      queryFn: ({ signal }) =>
        body(
          api.GET('/api/issue-mirrors/{id}/jobs/{job_id}', {
            params: { path: { id: configId, job_id: runId } },
            signal,
          }),
        ),
    }),
  mappings: (configId: number, query: Pick<MappingQuery, 'search' | 'page' | 'sync_status'>) =>
    queryOptions({
      queryKey: ['issue-sync', configId, 'mappings', query],
      queryFn: ({ signal }) =>
        page(
          api.GET('/api/issue-mirrors/{id}/mappings', {
            params: { path: { id: configId }, query: { ...query, per_page: MAPPINGS_PER_PAGE } },
            signal,
          }),
        ),
    }),
};

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['issue-sync'] });
}

export function useSaveIssueSync(mirrorId: number, config: IssueSync | null) {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (settings: IssueSyncSettings) =>
      body(
        config === null
          ? api.POST('/api/issue-mirrors', { body: { ...settings, mirror_id: mirrorId } })
          : api.PUT('/api/issue-mirrors/{id}', { params: { path: { id: config.id } }, body: settings }),
      ),
    onSuccess: useRefresh(),
  });
}

export function useDeleteIssueSync() {
  return useMutation({
    meta: { shownInline: true },
    mutationFn: (id: number) => body(api.DELETE('/api/issue-mirrors/{id}', { params: { path: { id } } })),
    onSuccess: useRefresh(),
  });
}

export function useTriggerIssueSync() {
  return useMutation({
    mutationFn: (id: number) => body(api.POST('/api/issue-mirrors/{id}/trigger-sync', { params: { path: { id } } })),
    onSuccess: useRefresh(),
  });
}

export function useCancelRun(configId: number) {
  return useMutation({
    mutationFn: (runId: number) =>
      body(
        api.POST('/api/issue-mirrors/{id}/jobs/{job_id}/cancel', { params: { path: { id: configId, job_id: runId } } }),
      ),
    onSuccess: useRefresh(),
  });
}

export function useRetryFailedIssues() {
  return useMutation({
    mutationFn: (id: number) => body(api.POST('/api/issue-mirrors/{id}/retry-failed', { params: { path: { id } } })),
    onSuccess: useRefresh(),
  });
}

/** Compares all issues with their copies, which finds what GitLab does not announce. */
export function useReconcileIssues() {
  return useMutation({
    mutationFn: (id: number) => body(api.POST('/api/issue-mirrors/{id}/reconcile', { params: { path: { id } } })),
    onSuccess: useRefresh(),
  });
}

/** Says what a sync would do now, without doing it. */
export function usePlanIssueSync() {
  return useMutation({
    meta: { shownInline: true, onlyAsks: true },
    mutationFn: (id: number) =>
      body(api.POST('/api/issue-mirrors/{id}/plan', { params: { path: { id } }, body: { limit: MAX_PLANNED } })),
  });
}

export function useBulkIssueSync() {
  return useMutation({
    mutationFn: (input: IssueSyncBulk) => body(api.POST('/api/issue-mirrors/bulk', { body: input })),
    onSuccess: useRefresh(),
  });
}
