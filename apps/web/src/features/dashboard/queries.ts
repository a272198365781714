import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../api/client';

const REFRESH_MS = 10_000;

export const dashboardQueries = {
  metrics: () =>
    queryOptions({
      queryKey: ['dashboard', 'metrics'],
      queryFn: ({ signal }) => body(api.GET('/api/dashboard/metrics', { signal })),
      refetchInterval: REFRESH_MS,
    }),
};
