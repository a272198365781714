import { MutationCache, QueryClient, type Mutation } from '@tanstack/react-query';
import { ApiError, describeError } from './errors';
import { toastError } from '../ui/toast';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The form shows the failure itself as long as it is open, no toast is wanted. */
      shownInline?: boolean;
      /** It changes nothing: who closes the dialog does not wait for the answer any more. */
      onlyAsks?: boolean;
    };
  }
}

const MAX_RETRIES = 2;

/** Only a missing answer is worth a repeat; a refusal stays a refusal. */
const shouldRetry = (failures: number, error: Error): boolean =>
  failures < MAX_RETRIES && error instanceof ApiError && (error.status === 0 || error.status === 503);

/** On their way when the form or dialog that asked was closed: nobody would see there what became of them. */
const leftAlone = new WeakSet<Mutation<unknown, unknown>>();

const mutationCache = new MutationCache({
  onError: (error, _variables, _context, mutation) => {
    const { shownInline = false, onlyAsks = false } = mutation.meta ?? {};
    if (leftAlone.has(mutation) ? !onlyAsks : !shownInline) toastError(describeError(error));
  },
});
mutationCache.subscribe((event) => {
  if (event.type === 'observerAdded') leftAlone.delete(event.mutation);
  if (event.type === 'observerRemoved' && event.mutation.state.status === 'pending') leftAlone.add(event.mutation);
});

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: shouldRetry, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
  mutationCache,
});
