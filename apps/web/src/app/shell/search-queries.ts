import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body } from '../../api/client';

const MIN_LETTERS = 2;
const PER_KIND = 6;

export const searchQueries = {
  everything: (text: string) =>
    queryOptions({
      queryKey: ['search', text],
      queryFn: ({ signal }) =>
        body(api.GET('/api/search', { params: { query: { q: text, limit: PER_KIND } }, signal })),
      enabled: text.length >= MIN_LETTERS,
      // The list shall not blink, nor lose its selection, with every letter.
      placeholderData: text.length >= MIN_LETTERS ? keepPreviousData : undefined,
    }),
};
