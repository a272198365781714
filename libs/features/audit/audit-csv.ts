import { stringify } from 'csv-stringify';
import { Readable, type Transform } from 'node:stream';
import type { AuditEntry } from './audit-entry.entity';
import { auditEntryView } from './audit.view';

const COLUMNS = [
  'id',
  'at',
  'actor',
  'origin',
  'action',
  'entity_type',
  'entity_id',
  'entity_name',
  'summary',
  'changes',
];

/**
 * Entries as CSV with a header, while they are read. Names come from GitLab: a cell that a spreadsheet would take for a
 * formula gets an apostrophe before it. The mark at the start makes Excel read UTF-8.
 */
export function auditCsv(batches: AsyncIterable<AuditEntry[]>): Transform {
  const rows = stringify({ header: true, columns: COLUMNS, escape_formulas: true, bom: true });
  const source = Readable.from(cells(batches));
  source.once('error', (error) => rows.destroy(error));
  rows.once('close', () => source.destroy());
  return source.pipe(rows);
}

async function* cells(batches: AsyncIterable<AuditEntry[]>): AsyncGenerator<Record<string, string | number | null>> {
  for await (const batch of batches) {
    for (const entry of batch) {
      const { changes, ...view } = auditEntryView(entry);
      yield { ...view, changes: changes.length === 0 ? '' : JSON.stringify(changes) };
    }
  }
}
