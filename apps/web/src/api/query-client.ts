import { MutationCache, QueryClient } from '@tanstack/react-query';
import { ApiError, describeError } from './errors';
import { toastError } from '../ui/toast';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The form shows the failure itself, no toast is wanted. */
      shownInline?: boolean;
    };
  }
}

const MAX_RETRIES = 2;

/** Only a missing answer is worth a repeat; a refusal stays a refusal. */
const shouldRetry = (failures: number, error: Error): boolean =>
  failures < MAX_RETRIES && error instanceof ApiError && (error.status === 0 || error.status === 503);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: shouldRetry, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      if (mutation.meta?.shownInline !== true) toastError(describeError(error));
    },
  }),
});
