import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { Tx } from '@app/database';
import { MoreThan } from 'typeorm';
import { ImportBatch } from './import-batch.entity';
import { ImportItem, type ItemOutcome } from './import-item.entity';

export type NewItem = Pick<ImportItem, 'position' | 'action' | 'kind' | 'name' | 'payload'> &
  Partial<Pick<ImportItem, 'outcome' | 'message'>>;

export type Tally = Record<ItemOutcome, number>;

/** Keeps statements to a few megabytes. */
const INSERT_ROWS = 2_000;

@Injectable()
export class BatchesRepository {
  constructor(private readonly tx: Tx) {}

  /** Joins the open transaction. */
  async create(items: NewItem[]): Promise<number> {
    return this.tx.run(async () => {
      const batch = await this.tx.repository(ImportBatch).save(new ImportBatch());
      for (let start = 0; start < items.length; start += INSERT_ROWS) {
        await this.tx.query(
          `insert into import_items (batch_id, position, action, kind, name, payload, outcome, message)
           select $1, position, action, kind, name, payload, coalesce(outcome, 'pending'), message
             from jsonb_to_recordset($2::jsonb) as item
                  (position int, action text, kind text, name text, payload jsonb, outcome text, message text)`,
          [batch.id, JSON.stringify(items.slice(start, start + INSERT_ROWS))],
        );
      }
      return batch.id;
    });
  }

  /** Names the run that is at it; a new run takes up what failed before. */
  async takeUp(batchId: number, runId: number): Promise<void> {
    await this.tx.run(async () => {
      const [taken] = await this.tx.query(
        'select id from import_batches where id = $1 and run_id is distinct from $2 for update',
        [batchId, runId],
      );
      if (taken === undefined) return;
      await this.tx.query('update import_batches set run_id = $2 where id = $1', [batchId, runId]);
      await this.tx.query(`update import_items set outcome = 'pending' where batch_id = $1 and outcome = 'failed'`, [
        batchId,
      ]);
    });
  }

  async tally(batchId: number): Promise<Tally> {
    const rows = await this.tx.query<{ outcome: ItemOutcome; count: number }>(
      'select outcome, count(*) as count from import_items where batch_id = $1 group by 1',
      [batchId],
    );
    const tally: Tally = { pending: 0, done: 0, skipped: 0, failed: 0 };
    for (const { outcome, count } of rows) tally[outcome] = count;
    return tally;
  }

  /** The next pending items after this position. */
  pending(batchId: number, after: number, limit: number): Promise<ImportItem[]> {
    return this.tx.repository(ImportItem).find({
      where: { batchId, outcome: 'pending', position: MoreThan(after) },
      order: { position: 'ASC' },
      take: limit,
    });
  }

  async begin(batchId: number, positions: number[]): Promise<void> {
    await this.tx.query('update import_items set begun = true where batch_id = $1 and position = any($2)', [
      batchId,
      positions,
    ]);
  }

  async settle(item: ImportItem, outcome: ItemOutcome, message: string | null): Promise<void> {
    const { batchId, position } = item;
    await this.tx.repository(ImportItem).update({ batchId, position }, { outcome, message });
  }

  /** What this run is at, or was; null for a run that is no import, and for one that was repeated. */
  async ofRun(runId: number): Promise<ImportBatch | null> {
    return this.tx.repository(ImportBatch).findOneBy({ runId });
  }

  async items(batchId: number, outcome: ItemOutcome | undefined, request: PageRequest): Promise<Page<ImportItem>> {
    const [items, found] = await this.tx.repository(ImportItem).findAndCount({
      where: { batchId, ...(outcome && { outcome }) },
      order: { position: 'ASC' },
      skip: (request.page - 1) * request.perPage,
      take: request.perPage,
    });
    return { items, total: found, ...request };
  }

  async removeOlderThan(days: number): Promise<void> {
    await this.tx.query('delete from import_batches where created_at < now() - make_interval(days => $1)', [days]);
  }
}
