import { keepPreviousData, queryOptions, useMutation, useQueryClient, type Query } from '@tanstack/react-query';
import { api, body, page, type ListPage } from '../../api/client';
import type { ApplyQueued, ConfigurationDocument, ImportItem, ImportQueued, ImportResult, Plan } from '../../api/model';
import { pollMs } from '../live/poll';
import { downloadBlob } from '../../ui/download';
import { readConfiguration, readPairDocument } from './read-document';

export type Format = 'json' | 'yaml';
export type Outcome = ImportItem['outcome'];
export const ITEMS_PER_PAGE = 50;

export const importQueries = {
  items: (runId: number, outcome: Outcome | null, number: number) =>
    queryOptions({
      queryKey: ['runs', 'items', runId, outcome, number],
      queryFn: ({ signal }) =>
        page(
          api.GET('/api/export/jobs/{job_id}/items', {
            params: {
              path: { job_id: runId },
              query: { page: number, per_page: ITEMS_PER_PAGE, ...(outcome ? { outcome } : {}) },
            },
            signal,
          }),
        ),
      refetchInterval: ({ state }: Query<ListPage<ImportItem>>) =>
        state.data?.items.some(({ outcome: each }) => each === 'pending') ? pollMs(true) : false,
      placeholderData: keepPreviousData,
    }),
};

const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

export function useExportPair() {
  return useMutation({
    mutationFn: async ({ id, name, format }: { id: number; name: string; format: Format }) => {
      const blob = await body<Blob>(
        api.GET('/api/export/pair/{id}', { params: { path: { id }, query: { format } }, parseAs: 'blob' }),
      );
      downloadBlob(blob, `mirrors-${fileName(name) || id}.${format}`);
    },
  });
}

export function useExportConfiguration() {
  return useMutation({
    mutationFn: async (format: Format) => {
      const blob = await body<Blob>(api.GET('/api/export/all', { params: { query: { format } }, parseAs: 'blob' }));
      downloadBlob(blob, `mirror-maestro.${format}`);
    },
  });
}

interface ImportOrder {
  /** The pair. */
  id: number;
  /** YAML or JSON. */
  text: string;
  dryRun: boolean;
}

/** Either what became of each row, or a run that does the rows in the background. */
export function useImportPair() {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: async ({ id, text, dryRun }: ImportOrder) => {
      const document = await readPairDocument(text);
      const answer: ImportResult | ImportQueued = await body(
        api.POST('/api/export/pair/{id}', { params: { path: { id }, query: { dry_run: dryRun } }, body: document }),
      );
      return answer;
    },
    onSuccess: (_answer, { dryRun }) => (dryRun ? undefined : queries.invalidateQueries({ queryKey: ['mirrors'] })),
  });
}

/** What would be done, and the document that it was asked for. */
export function usePlanConfiguration() {
  return useMutation({
    meta: { shownInline: true, onlyAsks: true },
    mutationFn: async ({ text, prune }: { text: string; prune: boolean }) => {
      const document = await readConfiguration(text);
      const answer: Plan | ApplyQueued = await body(
        api.POST('/api/export/all', { params: { query: { dry_run: true, prune } }, body: document }),
      );
      if ('job_id' in answer) throw new Error('The server did not answer with a plan.');
      return { plan: answer, document };
    },
  });
}

export function useApplyConfiguration() {
  const queries = useQueryClient();
  return useMutation({
    meta: { shownInline: true },
    mutationFn: async ({
      document,
      prune,
    }: {
      document: ConfigurationDocument;
      prune: boolean;
    }): Promise<ApplyQueued> => {
      const answer: Plan | ApplyQueued = await body(
        api.POST('/api/export/all', { params: { query: { prune } }, body: document }),
      );
      if (!('job_id' in answer)) throw new Error('The server did not start the work.');
      return answer;
    },
    // Anything may have changed.
    onSuccess: () => queries.invalidateQueries(),
  });
}
