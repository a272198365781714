import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { containing, listPage, Tx } from '@app/database';
import type { SelectQueryBuilder } from 'typeorm';
import { AuditEntry } from './audit-entry.entity';

export interface AuditFilter {
  actor?: string | undefined;
  action?: string | undefined;
  entityType?: string | undefined;
  entityId?: number | undefined;
  search?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
}

/** Entries of an export that are in memory at a time. */
const BATCH = 1_000;

@Injectable()
export class AuditEntriesRepository {
  constructor(private readonly tx: Tx) {}

  /** Newest first, unless asked for by `at`; the ids follow the time. */
  list(filter: AuditFilter, request: PageRequest & { sort?: string | undefined }): Promise<Page<AuditEntry>> {
    return listPage(this.query(filter), { ...request, sort: request.sort ?? '-at' }, { at: 'entry.id' });
  }

  async add(
    entry: Pick<AuditEntry, 'actor' | 'origin' | 'action' | 'entityType' | 'entityName' | 'changes'>,
  ): Promise<void> {
    await this.tx.query(
      `insert into audit_entries (actor, origin, action, entity_type, entity_name, changes) values ($1, $2, $3, $4, $5, $6)`,
      [entry.actor, entry.origin, entry.action, entry.entityType, entry.entityName, JSON.stringify(entry.changes)],
    );
  }

  /** All of them, newest first, so many in memory at a time. What is added meanwhile is not among them. */
  async *all(filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
    let before = Number.MAX_SAFE_INTEGER;
    for (;;) {
      const query = this.query(filter).andWhere('entry.id < :before', { before });
      const batch = await query.orderBy('entry.id', 'DESC').limit(BATCH).getMany();
      const last = batch.at(-1);
      if (last === undefined) return;
      yield batch;
      if (batch.length < BATCH) return;
      before = last.id;
    }
  }

  /** Deletes at most so many, so that no transaction is long; returns how many. */
  async forget(days: number, limit: number): Promise<number> {
    const [row] = await this.tx.query<{ count: number }>(
      `with old as (select id from audit_entries where at < now() - make_interval(days => $1) order by at limit $2),
            gone as (delete from audit_entries e using old where e.id = old.id returning e.id)
       select count(*) as count from gone`,
      [days, limit],
    );
    return row?.count ?? 0;
  }

  private query(filter: AuditFilter): SelectQueryBuilder<AuditEntry> {
    const query = this.tx.repository(AuditEntry).createQueryBuilder('entry');
    for (const name of ['actor', 'action', 'entityType', 'entityId'] as const) {
      const value = filter[name];
      if (value !== undefined) query.andWhere(`entry.${name} = :${name}`, { [name]: value });
    }
    if (filter.search !== undefined) {
      query.andWhere('entry.entityName ilike :search', { search: containing(filter.search) });
    }
    if (filter.since !== undefined) query.andWhere('entry.at >= :since', { since: filter.since });
    if (filter.until !== undefined) query.andWhere('entry.at < :until', { until: filter.until });
    return query;
  }
}
