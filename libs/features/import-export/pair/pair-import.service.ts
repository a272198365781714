import { Injectable } from '@nestjs/common';
import { conflict, inParallel, safeMessage } from '@app/common';
import { Tx } from '@app/database';
import { PairStore } from '@features/pairs';
import { Runs } from '@features/runs';
import { BatchesRepository, type NewItem } from '../batch/batches.repository';
import { MirrorRowsQuery } from './mirror-rows.query';
import type { MirrorRowDto } from './pair-document.dto';
import type { ImportDoneView, ImportQueuedView, ImportRowView } from './pair-import.view';
import { requireProjects, RowImporter, rowName } from './row-importer';

/** More rows than this go into the background. */
export const INLINE_ROWS = 25;
const AT_ONCE = 5;

type Known = (row: MirrorRowDto) => string | null;

/** Takes the mirrors of a document into a pair. */
@Injectable()
export class PairImportService {
  constructor(
    private readonly tx: Tx,
    private readonly pairs: PairStore,
    private readonly mirrors: MirrorRowsQuery,
    private readonly importer: RowImporter,
    private readonly batches: BatchesRepository,
    private readonly runs: Runs,
  ) {}

  /** @throws AppError 404, 422 that names rows; 409 while another import into the pair runs */
  async import(pairId: number, rows: MirrorRowDto[], dryRun: boolean): Promise<ImportDoneView | ImportQueuedView> {
    await this.pairs.get(pairId);
    requireProjects(rows);
    const known = await this.known(pairId, rows);
    return rows.length > INLINE_ROWS
      ? this.queue(pairId, rows, known, dryRun)
      : this.importNow(pairId, rows, known, dryRun);
  }

  private async importNow(
    pairId: number,
    rows: MirrorRowDto[],
    known: Known,
    dryRun: boolean,
  ): Promise<ImportDoneView> {
    const errors: ImportRowView[] = [];
    const skipped: ImportRowView[] = [];
    await inParallel(rows, AT_ONCE, async (row, index) => {
      const about = { row: index + 1, project: rowName(row) };
      try {
        const exists = known(row);
        const result = exists === null ? await this.importer.import(pairId, row, { dryRun }) : SKIPPED(exists);
        if (result.outcome === 'skipped') skipped.push({ ...about, message: result.message ?? '' });
      } catch (error) {
        errors.push({ ...about, message: safeMessage(error) });
      }
    });
    return {
      status: 'completed',
      dry_run: dryRun,
      imported: rows.length - errors.length - skipped.length,
      skipped: skipped.length,
      errors: errors.toSorted(byRow),
      skipped_details: skipped.toSorted(byRow),
    };
  }

  private async queue(pairId: number, rows: MirrorRowDto[], known: Known, dryRun: boolean): Promise<ImportQueuedView> {
    const items = rows.map((row, index): NewItem => {
      const exists = known(row);
      return {
        position: index + 1,
        action: 'create',
        kind: 'mirror',
        name: rowName(row),
        payload: Object.fromEntries(Object.entries(row)),
        ...(exists !== null && { outcome: 'skipped', message: exists }),
      };
    });
    const run = await this.tx.run(async () => {
      const batch = await this.batches.create(items);
      const subject = `pair:${pairId}`;
      const input = { batch, dry_run: dryRun };
      const requested = await this.runs.request({ kind: 'pair.import', subject, trigger: 'manual', input });
      if (!requested.created) throw busy(requested.run.id);
      return requested.run;
    });
    const what = dryRun ? 'Trial import' : 'Import';
    return { message: `${what} of ${rows.length} mirrors started`, job_id: run.id, total: rows.length };
  }

  /** Why a row needs no look at GitLab, with one statement for all of them. */
  private async known(pairId: number, rows: MirrorRowDto[]): Promise<Known> {
    const sources = [...new Set(rows.flatMap((row) => row.source_project_path ?? []))];
    const found = sources.length === 0 ? [] : await this.mirrors.fromSources(pairId, sources);
    const ids = new Map(found.map((row) => [keyOf(row.source_project_path, row.target_project_path), row.id]));
    return (row) => {
      const id = ids.get(keyOf(row.source_project_path, row.target_project_path));
      return id === undefined ? null : `${rowName(row)} is there already: mirror ${id} of this pair.`;
    };
  }
}

const keyOf = (source: string | null | undefined, target: string | null | undefined): string =>
  `${source ?? ''}\n${target ?? ''}`;

const SKIPPED = (message: string) => ({ outcome: 'skipped' as const, message });

const byRow = (a: ImportRowView, b: ImportRowView): number => a.row - b.row;

const busy = (id: number): Error =>
  conflict('import_is_running', `Another import into this pair is under way (run ${id}). Wait for it, or cancel it.`);
