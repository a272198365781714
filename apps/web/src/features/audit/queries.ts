import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import { api, body, page } from '../../api/client';
import { downloadBlob } from '../../ui/download';
import type { AuditFilters } from './filters';

export const ENTRIES_PER_PAGE = 50;

export const auditQueries = {
  page: (filters: AuditFilters, number: number) =>
    queryOptions({
      queryKey: ['audit', 'page', filters, number],
      queryFn: ({ signal }) =>
        page(
          api.GET('/api/audit', {
            params: { query: { ...filters, page: number, per_page: ENTRIES_PER_PAGE } },
            signal,
          }),
        ),
      placeholderData: keepPreviousData,
    }),
};

/** Everything that the filters let through, as a file. */
export function useExportAudit() {
  return useMutation({
    mutationFn: (filters: AuditFilters) =>
      body<Blob>(api.GET('/api/audit/export', { params: { query: filters }, parseAs: 'blob' })),
    onSuccess: (blob) => downloadBlob(blob, `audit-${new Date().toISOString().slice(0, 10)}.csv`),
  });
}
