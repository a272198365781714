import { Injectable } from '@nestjs/common';
import { AppError } from '@app/common';
import { planIssueSync } from '@app/sync-engine';
import { optionsOf } from '../config/config-fields';
import { IssueMirrorsRepository } from '../config/issue-mirrors.repository';
import { SyncPlaces } from '../run/sync-places';
import { planView, type IssueSyncPlanView } from './plan.view';

/** Somebody waits for it: a plan over more issues than can be read in this time is better tried with filters. */
const TIME_LIMIT_MS = 60_000;

/** Says what a sync would do, by the reading and thinking of the sync itself. */
@Injectable()
export class PlanService {
  constructor(
    private readonly configs: IssueMirrorsRepository,
    private readonly places: SyncPlaces,
  ) {}

  /** @throws AppError unavailable when it takes longer than a caller should wait */
  async plan(id: number, limit: number): Promise<IssueSyncPlanView> {
    const config = await this.configs.getForRun(id);
    const signal = AbortSignal.timeout(TIME_LIMIT_MS);
    try {
      const setup = await this.places.connect(config, signal);
      return planView(id, await planIssueSync({ ...setup, options: optionsOf(config), signal }, limit));
    } catch (error) {
      if (!signal.aborted) throw error;
      const message = `The plan takes longer than ${TIME_LIMIT_MS / 1000} seconds; narrow it with filters, or run the sync and watch it.`;
      throw new AppError('unavailable', 'plan_too_long', message, { cause: error });
    }
  }
}
