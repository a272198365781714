import { Injectable } from '@nestjs/common';
import { notFound, type Page, type PageRequest } from '@app/common';
import { containing, Tx } from '@app/database';
import type { BulkAction, BulkItem } from './bulk-plan';
import { countsOf } from './bulk-plan';
import type { PlannedBulk } from './bulk-planner';
import { StoredPlan, type PlanSummary } from './stored-plan.entity';

export interface ItemFilter {
  action: BulkAction | null;
  /** Part of a path. */
  search: string | null;
}

/** Of all pairs together, so that planning again and again fills no disk. */
const KEPT = 100;

@Injectable()
export class StoredPlansRepository {
  constructor(private readonly tx: Tx) {}

  /** Plans of yesterday make room for it, and the oldest of very many. */
  async store({ pair, sourceGroup, targetNamespace, plan }: PlannedBulk): Promise<PlanSummary> {
    return this.tx.run(async () => {
      await this.tx.query(
        `delete from bulk_plans where created_at < now() - interval '1 day'
            or id in (select id from bulk_plans order by id desc offset $1)`,
        [KEPT - 1],
      );
      const plans = this.tx.repository(StoredPlan);
      const { identifiers } = await plans.insert({
        instancePairId: pair.id,
        sourceGroupPath: sourceGroup,
        targetNamespacePath: targetNamespace,
        counts: countsOf(plan),
        groupsToCreate: plan.groupsToCreate,
        items: plan.items,
      });
      return plans.findOneByOrFail({ id: (identifiers[0] as { id: number }).id });
    });
  }

  /** @throws AppError 404 */
  async get(id: number): Promise<PlanSummary> {
    const plan = await this.tx.repository(StoredPlan).findOneBy({ id });
    if (plan === null) throw notFound('bulk plan', id);
    return plan;
  }

  async items(id: number, filter: ItemFilter, { page, perPage }: PageRequest): Promise<Page<BulkItem>> {
    const from = `bulk_plans plan cross join lateral jsonb_array_elements(plan.items) with ordinality as each (item, n)
      where plan.id = $1 and ($2::text is null or item ->> 'action' = $2)
        and ($3::text is null or item ->> 'sourceProjectPath' ilike $3 or item ->> 'targetProjectPath' ilike $3)`;
    const values = [id, filter.action, filter.search === null ? null : containing(filter.search)];
    const rows = await this.tx.query<{ item: BulkItem }>(`select item from ${from} order by n limit $4 offset $5`, [
      ...values,
      perPage,
      (page - 1) * perPage,
    ]);
    const [count] = await this.tx.query<{ total: number }>(`select count(*)::int as total from ${from}`, values);
    return { items: rows.map(({ item }) => item), total: count?.total ?? 0, page, perPage };
  }
}
