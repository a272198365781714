import { useEffect } from 'react';

interface Listed {
  data: { total: number } | undefined;
  isPlaceholderData: boolean;
}

/**
 * How many pages a list has. Leads back to the last one from a page beyond it: what was there may have been deleted, or
 * the address may be an old one.
 */
export function usePages(list: Listed, perPage: number, shown: number, go: (page: number) => void): number {
  const pages = Math.max(1, Math.ceil((list.data?.total ?? 0) / perPage));
  const isBeyond = list.data !== undefined && !list.isPlaceholderData && shown > pages;
  useEffect(() => {
    if (isBeyond) go(pages);
  }, [isBeyond, pages]);
  return pages;
}
