import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../api/client';

export const dashboardQueries = {
  metrics: () =>
    queryOptions({
      queryKey: ['dashboard', 'metrics'],
      queryFn: ({ signal }) => body(api.GET('/api/dashboard/metrics', { signal })),
    }),
  quickStats: () =>
    queryOptions({
      queryKey: ['dashboard', 'quick-stats'],
      queryFn: ({ signal }) => body(api.GET('/api/dashboard/quick-stats', { signal })),
    }),
};
