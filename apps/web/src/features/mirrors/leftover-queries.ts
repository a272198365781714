import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';

const PATH = '/api/mirrors/leftovers/{id}';

export const leftoverQueries = {
  all: () =>
    queryOptions({
      queryKey: ['mirrors', 'leftovers'],
      queryFn: ({ signal }) =>
        page(api.GET('/api/mirrors/leftovers', { params: { query: { per_page: 200 } }, signal })),
    }),
};

function useRefreshLeftovers() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['mirrors', 'leftovers'] });
}

export function useRetryLeftover() {
  return useMutation({
    mutationFn: (id: number) => body(api.POST(`${PATH}/retry`, { params: { path: { id } } })),
    onSuccess: useRefreshLeftovers(),
  });
}

export function useForgetLeftover() {
  return useMutation({
    mutationFn: (id: number) => body(api.DELETE(PATH, { params: { path: { id } } })),
    onSuccess: useRefreshLeftovers(),
  });
}
