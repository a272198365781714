import { useCallback } from 'react';
import { useNavigate, useSearchParams } from 'react-router';

type Changes = Record<string, string | null | undefined>;

/** The state that lives in the address: shareable, survives a reload, and the back button works. */
export function useSearchState(): [URLSearchParams, (changes: Changes, options?: { replace?: boolean }) => void] {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Changes, { replace = true }: { replace?: boolean } = {}) => {
      // The page follows the address in a transition: what it shows may be older than the address by a change or two,
      // which must not be lost.
      const next = new URLSearchParams(window.location.search);
      for (const [key, value] of Object.entries(changes)) {
        if (value === null || value === undefined || value === '') next.delete(key);
        else next.set(key, value);
      }
      void navigate({ search: next.toString() }, { replace, preventScrollReset: true });
    },
    [navigate],
  );
  return [params, change];
}
