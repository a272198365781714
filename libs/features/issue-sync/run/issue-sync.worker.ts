import { AppError, Clock } from '@app/common';
import { runIssueSync, type SyncReport } from '@app/sync-engine';
import { type RunContext, RunHandler, type RunResult, type RunWorker } from '@features/runs';
import { optionsOf } from '../config/config-fields';
import { type IssueMirror, routeOf } from '../config/issue-mirror.entity';
import { IssueMirrorsRepository } from '../config/issue-mirrors.repository';
import { configIdOf, ISSUE_SYNC_KIND } from '../jobs/issue-sync-jobs.service';
import { HookDeliveriesQuery } from '../realtime/hook-deliveries.query';
import { counterSink, failedOutcome, outcomeOf, reportProblems, resultOf } from './outcome';
import { RouteRepository } from './route.repository';
import { SyncPlaces } from './sync-places';

/** How soon to look again whether the run that fills the same map has ended. */
const LOOK_AGAIN_MS = 2_000;

/** One sync of one config. Killed anywhere, its next run carries on: what is done is stored as it is done. */
@RunHandler(ISSUE_SYNC_KIND)
export class IssueSyncWorker implements RunWorker {
  constructor(
    private readonly clock: Clock,
    private readonly configs: IssueMirrorsRepository,
    private readonly routes: RouteRepository,
    private readonly places: SyncPlaces,
    private readonly deliveries: HookDeliveriesQuery,
  ) {}

  async run(context: RunContext): Promise<RunResult> {
    const config = await this.configs.getForRun(configIdOf(context.run.subject));
    refuseDisabled(config);
    const route = routeOf(config);
    if (!(await this.routes.claim(route.id, context.run.id))) return { status: 'again', afterMs: LOOK_AGAIN_MS };

    if (config.reconcileRequested) await this.configs.beginReconcile(config.id);
    if (config.realtime) await this.deliveries.takeUp(config.id, route.id);
    const report = await this.sync(config, context);
    reportProblems(report, context);
    const outcome = outcomeOf(report, this.clock.now());
    if (outcome) await this.configs.saveOutcome(config.id, outcome);
    // Thrown, so that what passes is tried again after a while and what does not gets its code.
    if (report.status === 'failed') throw report.stoppedBy;
    return resultOf(report);
  }

  private async sync(config: IssueMirror, context: RunContext): Promise<SyncReport> {
    const { signal } = context;
    try {
      const setup = await this.places.connect(config, signal);
      return await runIssueSync({ ...setup, options: optionsOf(config), signal, onProgress: counterSink(context) });
    } catch (error) {
      if (!signal.aborted) await this.configs.saveOutcome(config.id, failedOutcome(error, this.clock.now()));
      throw error;
    }
  }
}

function refuseDisabled({ id, mirrorId, enabled, mirror }: IssueMirror): void {
  if (!enabled) throw new AppError('rule', 'issue_sync_disabled', `Issue sync config ${id} is disabled.`);
  if (!mirror?.enabled) throw new AppError('rule', 'mirror_disabled', `Mirror ${mirrorId} is disabled.`);
}
