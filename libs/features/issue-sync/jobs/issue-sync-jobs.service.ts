import { Injectable } from '@nestjs/common';
import { AppError, brokenRule, notFound, type Page, type PageRequest } from '@app/common';
import { type Run, type RunTrigger, Runs } from '@features/runs';
import type { IssueMirror } from '../config/issue-mirror.entity';
import { LiveRunsQuery } from './live-runs.query';
import { jobDetailView, jobView, type IssueSyncJobDetailView, type IssueSyncJobView } from './issue-sync-job.view';

export const ISSUE_SYNC_KIND = 'issue-sync.run';

export const subjectOf = (configId: number): string => `issue-sync:${configId}`;

export const configIdOf = (subject: string): number => Number(subject.split(':')[1]);

/** The runs of configs, in the contract's words: jobs. */
@Injectable()
export class IssueSyncJobs {
  constructor(
    private readonly runs: Runs,
    private readonly live: LiveRunsQuery,
  ) {}

  /**
   * Starts a run, or finds the live one. Leaves the schedule alone.
   * @throws AppError rule when the config or its mirror is disabled
   */
  async trigger(config: IssueMirror, trigger: RunTrigger): Promise<Run> {
    refuseDisabled(config);
    const { run } = await this.runs.request({ kind: ISSUE_SYNC_KIND, subject: subjectOf(config.id), trigger });
    return run;
  }

  /** For something that a run which is under way may have passed already. */
  async triggerOnceMore(config: IssueMirror): Promise<Run> {
    refuseDisabled(config);
    const { run } = await this.runs.request({
      kind: ISSUE_SYNC_KIND,
      subject: subjectOf(config.id),
      trigger: 'manual',
      whenRunning: 'repeat',
    });
    return run;
  }

  /** Starts, or finds, the runs of many configs, in their order. None may be disabled. */
  async triggerMany(configIds: number[]): Promise<Run[]> {
    const requested = await this.runs.requestMany(
      configIds.map((id) => ({ kind: ISSUE_SYNC_KIND, subject: subjectOf(id), trigger: 'manual' })),
    );
    return requested.map(({ run }) => run);
  }

  /** The configs of which a run is under way. */
  async running(configIds: number[]): Promise<Set<number>> {
    const live = await this.live.of(configIds);
    return new Set(live.filter(({ status }) => status === 'running').map(({ configId }) => configId));
  }

  /** Ends what is queued or running, as when the config is deleted. */
  async cancelLive(configId: number): Promise<void> {
    for (const { runId } of await this.live.of([configId])) {
      try {
        await this.runs.cancel(runId);
      } catch (error) {
        // It came to its end by itself meanwhile.
        if (!(error instanceof AppError) || error.code !== 'run_is_finished') throw error;
      }
    }
  }

  async list(configId: number, request: PageRequest & { sort?: string }): Promise<Page<IssueSyncJobView>> {
    const page = await this.runs.list({ kind: ISSUE_SYNC_KIND, subject: subjectOf(configId) }, request);
    return { ...page, items: page.items.map((run) => jobView(run, configId)) };
  }

  async get(configId: number, jobId: number): Promise<IssueSyncJobDetailView> {
    return jobDetailView(await this.find(configId, jobId), configId);
  }

  async cancel(configId: number, jobId: number): Promise<IssueSyncJobView> {
    const { id } = await this.find(configId, jobId);
    return jobView(await this.runs.cancel(id), configId);
  }

  private async find(configId: number, jobId: number): Promise<Run> {
    const run = await this.runs.find(jobId);
    if (run?.kind !== ISSUE_SYNC_KIND || run.subject !== subjectOf(configId)) throw notFound('job', jobId);
    return run;
  }
}

function refuseDisabled(config: IssueMirror): void {
  if (!config.enabled) {
    throw brokenRule(
      'issue_sync_disabled',
      `Issue sync config ${config.id} is disabled; enable it before you trigger a sync.`,
    );
  }
  if (config.mirror && !config.mirror.enabled) {
    throw brokenRule(
      'mirror_disabled',
      `Mirror ${config.mirrorId} is disabled, and its issues with it; enable the mirror before you trigger a sync.`,
    );
  }
}
