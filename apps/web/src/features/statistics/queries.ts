import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { StatisticsQuery } from '../../api/model';

const FRESH_MS = 60_000;

export const statisticsQueries = {
  read: (query: StatisticsQuery) =>
    queryOptions({
      queryKey: ['statistics', query],
      queryFn: ({ signal }) => body(api.GET('/api/statistics', { params: { query }, signal })),
      staleTime: FRESH_MS,
      refetchInterval: FRESH_MS,
      placeholderData: keepPreviousData,
    }),
};
