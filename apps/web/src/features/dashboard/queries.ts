import { queryOptions } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';

const TOKENS_SHOWN = 6;

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
  /** The tokens that end first. */
  tokens: () =>
    queryOptions({
      queryKey: ['tokens', 'expiring', TOKENS_SHOWN],
      queryFn: ({ signal }) =>
        page(api.GET('/api/tokens/expiring', { params: { query: { per_page: TOKENS_SHOWN } }, signal })),
      staleTime: 60_000,
    }),
};
