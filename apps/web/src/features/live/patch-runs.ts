import type { QueryClient } from '@tanstack/react-query';
import type { ListPage } from '../../api/client';
import type { Run, RunDetail } from '../../api/model';
import type { RunChange } from './live-event';

/** Status and progress come with the event, so that a bar moves without a request. */
export function patchRuns(queries: QueryClient, { id, status, progress }: RunChange): void {
  queries.setQueriesData<ListPage<Run>>({ queryKey: ['runs', 'page'] }, (page) =>
    page?.items.some((run) => run.id === id)
      ? { ...page, items: page.items.map((run) => (run.id === id ? { ...run, status, progress } : run)) }
      : page,
  );
  queries.setQueryData<RunDetail>(['runs', 'one', id], (run) => run && { ...run, status, progress });
}
