import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../api/client';

export const aboutQueries = {
  about: () =>
    queryOptions({
      queryKey: ['about'],
      queryFn: ({ signal }) => body(api.GET('/api/about', { signal })),
      staleTime: 60_000,
    }),
  health: () =>
    queryOptions({
      queryKey: ['health'],
      queryFn: ({ signal }) => body(api.GET('/api/health', { signal })),
    }),
};
