import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/common';
import { containing, listPage, Tx } from '@app/database';
import type { LinkStatus } from '@app/sync-engine';
import { StoredIssueLink } from '../store/issue-link.entity';

const SORTABLE = {
  source_issue_iid: 'link.sourceIid',
  target_issue_iid: 'link.targetIid',
  title: 'link.title',
  sync_status: 'link.status',
  last_synced_at: 'link.syncedAt',
};

/** The map of a route as people look at it. */
@Injectable()
export class MappingsRepository {
  constructor(private readonly tx: Tx) {}

  list(
    routeId: number,
    filter: { search?: string | undefined; status?: LinkStatus | undefined },
    request: PageRequest & { sort?: string },
  ): Promise<Page<StoredIssueLink>> {
    const query = this.tx.repository(StoredIssueLink).createQueryBuilder('link').where({ routeId });
    if (filter.status !== undefined) query.andWhere({ status: filter.status });
    if (filter.search !== undefined) {
      const iid = /^#?(\d{1,15})$/.exec(filter.search)?.[1] ?? null;
      query.andWhere('(link.title ilike :part or link.sourceIid = :iid or link.targetIid = :iid)', {
        part: containing(filter.search),
        iid,
      });
    }
    return listPage(query, { sort: 'source_issue_iid', ...request }, SORTABLE);
  }

  /** Makes what failed or is incomplete due now. How many that are. */
  async retryNow(routeId: number): Promise<number> {
    const result = await this.tx
      .repository(StoredIssueLink)
      .createQueryBuilder()
      .update()
      .set({ retryAt: () => 'now()' })
      .where(`route_id = :routeId and status in ('failed', 'incomplete')`, { routeId })
      .execute();
    return result.affected ?? 0;
  }
}
