import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body } from '../../api/client';
import type { Direction, TopologyQuery } from '../../api/model';

const MIRRORS_PER_PAGE = 50;

export interface LinkEnds {
  source: number;
  target: number;
  mirror_direction: Direction;
}

export const topologyQueries = {
  graph: (query: TopologyQuery) =>
    queryOptions({
      queryKey: ['topology', 'graph', query],
      queryFn: ({ signal }) => body(api.GET('/api/topology', { params: { query }, signal })),
      placeholderData: keepPreviousData,
    }),
  linkMirrors: (ends: LinkEnds, query: TopologyQuery, includeDisabled: boolean) =>
    infiniteQueryOptions({
      queryKey: ['topology', 'link-mirrors', ends, query, includeDisabled],
      initialPageParam: 0,
      queryFn: ({ signal, pageParam }) =>
        body(
          api.GET('/api/topology/link-mirrors', {
            params: {
              query: {
                ...query,
                source_instance_id: ends.source,
                target_instance_id: ends.target,
                mirror_direction: ends.mirror_direction,
                include_disabled: includeDisabled,
                limit: MIRRORS_PER_PAGE,
                offset: pageParam,
              },
            },
            signal,
          }),
        ),
      getNextPageParam: ({ total }, pages) => {
        const loaded = pages.reduce((sum, page) => sum + page.mirrors.length, 0);
        return loaded < total ? loaded : undefined;
      },
    }),
};
