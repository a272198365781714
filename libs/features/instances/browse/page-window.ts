/** GitLab's largest page. */
export const GITLAB_PAGE = 100;

export interface PageWindow {
  perPage: number;
  /** GitLab's pages to read, from 1. */
  pages: number[];
  /** Items of these pages, taken together, that are not part of ours: at the beginning. */
  skip: number;
}

/** Which pages of GitLab, which ends at 100 items a page, make up one of our pages of up to 500. */
export function pageWindow(page: number, perPage: number): PageWindow {
  if (perPage <= GITLAB_PAGE) return { perPage, pages: [page], skip: 0 };
  const start = (page - 1) * perPage;
  const first = Math.floor(start / GITLAB_PAGE) + 1;
  const last = Math.ceil((start + perPage) / GITLAB_PAGE);
  const pages = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return { perPage: GITLAB_PAGE, pages, skip: start - (first - 1) * GITLAB_PAGE };
}
